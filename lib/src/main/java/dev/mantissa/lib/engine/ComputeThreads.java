package dev.mantissa.lib.engine;

import dev.mantissa.lib.Environment;
import dev.mantissa.lib.Setting;
import dev.mantissa.lib.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** How many threads a product is shared among. */
public final class ComputeThreads {
    public static final Setting SETTING =
            new Setting(
                    "threads",
                    "MANTISSA_THREADS",
                    "mantissa.threads",
                    "auto",
                    "threads that a product may use: a number, or auto for one per core",
                    ComputeThreads::parse);

    private static final int MOST = 1024;
    private static final Path CPUS = Path.of("/sys/devices/system/cpu");

    private ComputeThreads() {}

    /**
     * The number meant by {@code text}; auto is one per physical core that this process may use,
     * because two threads on one core only disturb each other.
     *
     * @throws UsageException if it is neither auto nor a number in range
     */
    public static int parse(String text) {
        String given = text.strip();
        if (given.equalsIgnoreCase("auto")) {
            int processors = Runtime.getRuntime().availableProcessors();
            int cores = physicalCores(CPUS);
            return cores > 0 ? Math.min(cores, processors) : processors;
        }
        if (given.matches("\\d{1,4}")) {
            int threads = Integer.parseInt(given);
            if (threads >= 1 && threads <= MOST) {
                return threads;
            }
        }
        throw new UsageException(
                "'%s' is not a number of threads. Allowed: auto, or 1 to %d."
                        .formatted(text, MOST));
    }

    /** What this process was told, by flag, environment variable or {@code .env}. */
    static int count() {
        return parse(Environment.system().read(SETTING).text());
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
