package dev.mantissa.lib.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** How many threads a product is shared among. */
final class ComputeThreads {
    private static final Path CPUS = Path.of("/sys/devices/system/cpu");

    private ComputeThreads() {}

    /** One per physical core that this process may use: two threads on one core only disturb. */
    static int count() {
        int processors = Runtime.getRuntime().availableProcessors();
        int cores = physicalCores(CPUS);
        return cores > 0 ? Math.min(cores, processors) : processors;
    }

    /** Cores as Linux lists them; 0 where it does not. */
    static int physicalCores(Path cpus) {
        Set<String> cores = new HashSet<>();
        try (var folders = Files.newDirectoryStream(cpus, "cpu[0-9]*")) {
            for (Path cpu : folders) {
                Path siblings = cpu.resolve("topology/thread_siblings_list");
                if (Files.isReadable(siblings)) {
                    cores.add(Files.readString(siblings).strip());
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return cores.size();
    }
}
