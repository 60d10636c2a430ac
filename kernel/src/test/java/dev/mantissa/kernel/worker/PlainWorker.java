package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.session.CompilerAccess;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.kernel.session.SessionConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A worker of plain Java, without magics. */
public final class PlainWorker {
    private PlainWorker() {}

    public static void main(String[] arguments) throws IOException {
        String word = System.getProperty("mantissa.test.early");
        if (word != null) {
            System.err.println(word);
        }
        WorkerServer.serve(arguments, () -> new JShellSession(SessionConfig.builder().build()));
    }

    /** How it is started. */
    public static WorkerCommand command(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(CompilerAccess.options());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(PlainWorker.class.getName());
        return new WorkerCommand(command, Map.of());
    }
}
