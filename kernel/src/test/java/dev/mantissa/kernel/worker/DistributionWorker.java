package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.kernel.session.SessionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plain worker behind the file {@code java.args} that a distribution has. */
public final class DistributionWorker {
    private DistributionWorker() {}

    /** What the kernel process adds for the JVM stands before the last two and is passed over. */
    public static void main(String[] arguments) throws IOException {
        int last = arguments.length - 1;
        WorkerServer.serve(
                new String[] {arguments[last - 1], arguments[last]},
                () -> new JShellSession(SessionConfig.builder().build()));
    }

    /** Makes a distribution of this worker alone. */
    public static void create(Path folder, String... options) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("java.args"),
                String.join("\n", options)
                        + "\n--enable-native-access=ALL-UNNAMED\n-cp\n\"%s\"\n%s\n"
                                .formatted(
                                        System.getProperty("java.class.path"),
                                        DistributionWorker.class.getName()));
    }
}
