package dev.mantissa.magics.cli;

import dev.mantissa.magics.install.AotCaches;
import dev.mantissa.magics.install.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mantissa distribution DIR}: completes a folder of jars; the launcher's last step. */
@Command(
        name = "distribution",
        hidden = true,
        description = "Write argument files and AOT caches beside the jars in DIR/lib.")
public final class DistributionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR")
    private Path folder = Path.of(".");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Distribution distribution = new Distribution(folder);
        distribution.writeArguments();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        new AotCaches(distribution, java).make().forEach(System.err::println);
        // Once more: they name the caches that there are now.
        distribution.writeArguments();
        return 0;
    }
}
