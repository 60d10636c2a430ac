package dev.mantissa.magics.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT caches of a distribution: each process runs once and records what a start loads and
 * links. Without a cache, the same things work, later.
 */
public final class AotCaches {
    private static final long LIMIT_SECONDS = 120;

    private final Distribution distribution;
    private final Path java;

    /**
     * @param java the command that the caches are for; another JVM's are ignored by it
     */
    public AotCaches(Distribution distribution, Path java) {
        this.distribution = distribution;
        this.java = java;
    }

    /**
     * Needs the files of arguments.
     *
     * @return a sentence for each cache that could not be made
     */
    public List<String> make() throws IOException, InterruptedException {
        List<String> troubles = new ArrayList<>();
        make(
                distribution.javaCache(),
                List.of("@" + distribution.javaArguments(), "dev.mantissa.magics.Mantissa", "warm"),
                troubles);
        List<String> kernel = new ArrayList<>(distribution.kernelTraining());
        kernel.addAll(List.of(Distribution.KERNEL_MAIN, "--train"));
        make(distribution.kernelCache(), kernel, troubles);
        return troubles;
    }

    private void make(Path cache, List<String> arguments, List<String> troubles)
            throws IOException, InterruptedException {
        Path log = cache.resolveSibling(cache.getFileName() + ".log");
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("-XX:AOTCacheOutput=" + cache);
        // Replayed profiles set the second compiler to work before the first cell, on the core that
        // the first compiler needs then: a session is ready 40 ms later.
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .directory(distribution.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        // The JVM's own child writes it; when that fails, it may leave an empty one and what it
        // read.
        Files.deleteIfExists(cache.resolveSibling(cache.getFileName() + ".config"));
        if (process.exitValue() == 0 && Files.isRegularFile(cache) && Files.size(cache) > 0) {
            Files.delete(log);
        } else {
            Files.deleteIfExists(cache);
            troubles.add(
                    "start-up will be slower: no AOT cache %s could be made (see %s)"
                            .formatted(cache.getFileName(), log));
        }
    }
}
