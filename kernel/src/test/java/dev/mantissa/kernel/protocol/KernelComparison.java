package dev.mantissa.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Installed kernels beside each other on the wire: {@code KernelComparison ROUNDS KERNEL_JSON …}.
 * Rounds of all kernels are interleaved; each figure is the median over the rounds, with the
 * smallest and the largest. To be run on a machine that does nothing else.
 */
public final class KernelComparison {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WARM = 100;
    private static final int CELLS = 300;
    private static final int BEATS = 100;

    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> words = new LinkedHashMap<>();

    private KernelComparison() {}

    public static void main(String[] args) throws Exception {
        KernelComparison comparison = new KernelComparison();
        int rounds = Integer.parseInt(args[0]);
        List<String> specs = List.of(args).subList(1, args.length);
        for (int round = 0; round < rounds; round++) {
            for (String spec : specs) {
                comparison.measure(Path.of(spec), round == 0);
            }
        }
        comparison.print(System.out);
    }

    private void figure(String kernel, String row, double value) {
        figures.computeIfAbsent(row, r -> new LinkedHashMap<>())
                .computeIfAbsent(kernel, k -> new ArrayList<>())
                .add(value);
    }

    private void word(String kernel, String row, Object value) {
        words.computeIfAbsent(row, r -> new LinkedHashMap<>()).put(kernel, String.valueOf(value));
    }

    private static Process start(JsonObject spec, Path connection) throws IOException {
        List<String> command = new ArrayList<>();
        for (JsonElement word : spec.getAsJsonArray("argv")) {
            command.add(word.getAsString().replace("{connection_file}", connection.toString()));
        }
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private void measure(Path specFile, boolean behaviour) throws Exception {
        JsonObject spec = JsonParser.parseString(Files.readString(specFile)).getAsJsonObject();
        String name = spec.get("display_name").getAsString();
        Phrases phrases = Phrases.of(spec.get("language").getAsString());
        Path file = Files.createTempFile("comparison-", ".json");
        ConnectionFile where = ConnectionFile.create(file);
        long begin = System.nanoTime();
        Process process = start(spec, file);
        try (KernelClient client = new KernelClient(where)) {
            client.request(Channel.SHELL, "kernel_info_request", new JsonObject(), PATIENCE);
            figure(name, "process to kernel_info, ms", millis(begin));
            awaitSubscription(client);
            run(client, "1+1");
            figure(name, "process to the first value, ms", millis(begin));
            warm(name, client);
            beats(name, client);
            interrupts(name, client, phrases, process);
            prints(name, client, phrases);
            if (behaviour) {
                KernelBehaviour.of(client, phrases).forEach((row, value) -> word(name, row, value));
            }
            figure(name, "memory of the processes, MB", memory(process));
            long end = System.nanoTime();
            client.send(
                    Channel.CONTROL, "shutdown_request", Json.object("restart", false), List.of());
            process.waitFor(90, TimeUnit.SECONDS);
            figure(name, "shutdown_request to exit, ms", millis(end));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(file);
        }
    }

    /** Not every kernel confirms a subscription: asks until something is heard. */
    private static void awaitSubscription(KernelClient client) {
        while (true) {
            client.request(Channel.SHELL, "kernel_info_request", new JsonObject(), PATIENCE);
            try {
                client.nextOutput(Duration.ofMillis(20));
                return;
            } catch (IllegalStateException nothingYet) {
                continue;
            }
        }
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static KernelClient.Reply run(KernelClient client, String code) {
        KernelClient.Reply reply = client.execute(code, PATIENCE);
        if (!reply.status().equals("ok")) {
            throw new IllegalStateException(code + " -> " + reply);
        }
        return reply;
    }

    private void warm(String name, KernelClient client) {
        for (int i = 0; i < WARM; i++) {
            run(client, "1+1");
        }
        double[] times = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            long begin = System.nanoTime();
            run(client, "1+1");
            times[i] = millis(begin);
        }
        Arrays.sort(times);
        figure(name, "warm 1+1, p50 ms", times[CELLS / 2]);
        figure(name, "warm 1+1, p99 ms", times[CELLS * 99 / 100]);
    }

    private void beats(String name, KernelClient client) {
        double[] times = new double[BEATS];
        for (int i = 0; i < BEATS; i++) {
            times[i] = client.heartbeat(PATIENCE) / 1e6;
        }
        Arrays.sort(times);
        figure(name, "heartbeat, p50 ms", times[BEATS / 2]);
    }

    private void prints(String name, KernelClient client, Phrases phrases) {
        long begin = System.nanoTime();
        KernelClient.Reply reply = run(client, phrases.prints());
        figure(name, "20,000 lines, s", millis(begin) / 1e3);
        figure(name, "20,000 lines: lines that came", reply.stream("stdout").lines().count());
        figure(name, "20,000 lines: messages", reply.output().size() - 1);
    }

    private void interrupts(String name, KernelClient client, Phrases phrases, Process process)
            throws Exception {
        String id =
                client.send(
                        Channel.SHELL,
                        "execute_request",
                        Json.object("code", phrases.loop(), "silent", false, "allow_stdin", false),
                        List.of());
        Message message = client.nextOutput(PATIENCE);
        while (!message.type().equals("stream")) {
            message = client.nextOutput(PATIENCE);
        }
        long asked = System.nanoTime();
        client.request(Channel.CONTROL, "kernel_info_request", new JsonObject(), PATIENCE);
        figure(name, "kernel_info on control while busy, ms", millis(asked));
        long begin = System.nanoTime();
        if (phrases.interruptedBySignal()) {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        } else {
            client.request(Channel.CONTROL, "interrupt_request", new JsonObject(), PATIENCE);
        }
        client.reply(Channel.SHELL, id, PATIENCE);
        figure(name, "interrupt of an endless loop, ms", millis(begin));
        client.outputUntilIdle(id, System.nanoTime() + PATIENCE.toNanos());
        long before = cpu(process);
        TimeUnit.SECONDS.sleep(2);
        figure(name, "processor time in the 2 s after it, %", (cpu(process) - before) / 2e7);
    }

    /** Processor time of the process and its children, in nanoseconds. */
    private static long cpu(Process process) {
        return processes(process).stream()
                .mapToLong(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private static List<ProcessHandle> processes(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    private static double memory(Process process) throws IOException {
        double sum = 0;
        for (ProcessHandle p : processes(process)) {
            for (String line : Files.readAllLines(Path.of("/proc/" + p.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    sum += Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
                }
            }
        }
        return sum;
    }

    private void print(PrintStream out) {
        List<String> names = new ArrayList<>(figures.values().iterator().next().keySet());
        out.println("| | " + String.join(" | ", names) + " |");
        out.println("|---" + "|---".repeat(names.size()) + "|");
        words.forEach((row, values) -> {
            List<String> cells = names.stream().map(n -> values.getOrDefault(n, "-")).toList();
            out.println("| " + row + " | " + String.join(" | ", cells) + " |");
        });
        figures.forEach((row, values) -> {
            List<String> cells = names.stream().map(n -> spread(values.get(n))).toList();
            out.println("| " + row + " | " + String.join(" | ", cells) + " |");
        });
    }

    private static String spread(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        String text = number(sorted[sorted.length / 2]);
        return sorted[0] == sorted[sorted.length - 1]
                ? text
                : "%s (%s-%s)"
                        .formatted(text, number(sorted[0]), number(sorted[sorted.length - 1]));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
