package dev.mantissa.kernel.protocol;

import dev.mantissa.kernel.KernelMain;
import dev.mantissa.kernel.worker.DistributionWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The kernel as Jupyter starts it, in a process of its own with the heap of a distribution. */
final class KernelProgram implements AutoCloseable {
    final ConnectionFile where;
    final Process process;
    final KernelClient client;

    private final Path log;

    /**
     * @param before of the command; of the shell, to start it under other circumstances
     */
    KernelProgram(
            Path folder, List<String> before, Map<String, String> environment, String... options)
            throws IOException {
        DistributionWorker.create(folder.resolve("dist"), options);
        Path file = folder.resolve("kernel.json");
        where = ConnectionFile.create(file);
        log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command(before, folder, file, options))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().putIfAbsent("XDG_DATA_HOME", folder.resolve("data").toString());
        process = builder.start();
        client = new KernelClient(where);
        LiveKernel.settle(client);
    }

    KernelProgram(Path folder) throws IOException {
        this(folder, List.of(), Map.of());
    }

    private static List<String> command(
            List<String> before, Path folder, Path file, String... options) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of(options));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dmantissa.dist=" + folder.resolve("dist"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KernelMain.class.getName(), file.toString()));
        return command;
    }

    KernelClient.Reply run(String code) {
        return client.execute(code, Duration.ofSeconds(60));
    }

    ProcessHandle worker() {
        return process.children().findFirst().orElseThrow();
    }

    /** What the process wrote to its own streams. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Memory in use by the kernel process, at most so far, in bytes. */
    long peakBytes() throws IOException {
        return status(process.pid(), "VmHWM") << 10;
    }

    static long status(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + pid, "status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Sends a signal by its name. */
    static void signal(String name, ProcessHandle to) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + to.pid()).inheritIO().start().waitFor();
    }

    /** Whether it ends within that time. */
    static boolean ends(ProcessHandle process, long seconds) throws Exception {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
