package dev.mantissa.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Installed kernels beside each other on the wire: {@code KernelComparison ROUNDS PAGE KERNEL …},
 * where a kernel is the name of an installed one or the path of its kernel.json. Rounds of all
 * kernels are interleaved; each figure is the median over the rounds, with the smallest and the
 * largest. Writes a page of Markdown. To be run on a machine that does nothing else.
 */
public final class KernelComparison {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WARM = 100;
    private static final int TRIVIAL = 200;
    private static final int CELLS = 300;
    private static final int MANY = 1_200;
    private static final int REQUESTS = 100;

    private final ComparisonTable table = new ComparisonTable();
    private final long since = System.nanoTime();
    private final long busyBefore = Processes.machineNanos();
    private long ofKernels;

    private KernelComparison() throws IOException {}

    public static void main(String[] args) throws Exception {
        KernelComparison comparison = new KernelComparison();
        int rounds = Integer.parseInt(args[0]);
        List<Path> specs = KernelSpecs.findAll(List.of(args).subList(2, args.length));
        for (int round = 0; round < rounds; round++) {
            for (Path spec : specs) {
                comparison.new Round(spec).measure(round == 0);
            }
            // After each round: a run that is stopped has not been in vain.
            Files.writeString(Path.of(args[1]), comparison.page(round + 1));
        }
    }

    /** What part of the processors other programs had, in percent. */
    private double others() throws IOException {
        long own = Processes.cpuNanos(ProcessHandle.current()) + ofKernels;
        double all = Processes.machineNanos() - busyBefore - own;
        double time = (double) (System.nanoTime() - since);
        return Math.max(0, 100 * all / time / Runtime.getRuntime().availableProcessors());
    }

    private String page(int rounds) throws IOException {
        return """
        # Kernels on the wire

        Written by `KernelComparison` of the kernel's test tree on %s, which speaks the protocol with each kernel
        as a front end does. %d rounds, the kernels in turns; medians over the rounds, smallest and largest in
        brackets. %d processors, %s %s, Java %s; other programs had %.0f %% of the processors meanwhile.

        %s
        p50 and p99 are over %d cells or %d other requests of each round. The first cells that are timed come after
        %d others; declarations, each a variable of its own, are numbered from the first. Memory is what is
        resident, pages of files among it. Newer figures: on a machine that does nothing else, with the names of
        installed kernels,

        ```
        java -cp 'kernel/target/test-classes:DISTRIBUTION/lib/*' \\
            dev.mantissa.kernel.protocol.KernelComparison 5 docs/kernel-comparison.md python3 mantissa
        ```
        """
                .formatted(
                        LocalDate.now(),
                        rounds,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        others(),
                        table.markdown(),
                        CELLS,
                        REQUESTS,
                        WARM);
    }

    /** One life of one kernel. */
    private final class Round {
        private final String name;
        private final Phrases phrases;
        private final Path file = Files.createTempFile("comparison-", ".json");
        private final ConnectionFile where = ConnectionFile.create(file);
        private final Process process;
        private final long begin = System.nanoTime();

        Round(Path specFile) throws IOException {
            JsonObject spec = JsonParser.parseString(Files.readString(specFile)).getAsJsonObject();
            name = spec.get("display_name").getAsString();
            phrases = Phrases.of(spec.get("language").getAsString());
            List<String> command = new ArrayList<>();
            for (JsonElement word : spec.getAsJsonArray("argv")) {
                command.add(word.getAsString().replace("{connection_file}", file.toString()));
            }
            process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectInput(new File("/dev/null"))
                            .start();
        }

        void measure(boolean behaviour) throws Exception {
            try (KernelClient client = new KernelClient(where)) {
                client.request(Channel.SHELL, "kernel_info_request", new JsonObject(), PATIENCE);
                figure("process to kernel_info, ms", millis(begin));
                awaitSubscription(client);
                run(client, "1+1");
                figure("process to the first value, ms", millis(begin));
                expressions(client);
                help(client);
                interrupts(client);
                prints(client);
                if (behaviour) {
                    KernelBehaviour.of(client, phrases)
                            .forEach((row, word) -> table.word(name, row, word));
                }
                declarations(client);
                figure("memory of all processes at the end, MB", memory());
                ofKernels += Processes.cpuNanos(process.toHandle());
                long end = System.nanoTime();
                client.send(
                        Channel.CONTROL,
                        "shutdown_request",
                        Json.object("restart", false),
                        List.of());
                process.waitFor(90, TimeUnit.SECONDS);
                figure("shutdown_request to exit, ms", millis(end));
            } finally {
                process.destroyForcibly();
                Files.deleteIfExists(file);
            }
        }

        private void figure(String row, double value) {
            table.figure(name, row, value);
        }

        private void expressions(KernelClient client) throws IOException {
            IntFunction<String> sum = i -> "1+1";
            times(client, 1, WARM, sum);
            double[] warm = times(client, 0, TRIVIAL - WARM, sum);
            figure(
                    "memory of its first process after 200 cells, MB",
                    Processes.megabytes(process.toHandle()));
            figure(
                    "memory of its others after 200 cells, MB",
                    Processes.megabytes(process.descendants().toList()));
            double[] rest = times(client, 0, WARM + CELLS - TRIVIAL, sum);
            double[] all = Arrays.copyOf(warm, CELLS);
            System.arraycopy(rest, 0, all, warm.length, rest.length);
            Arrays.sort(all);
            figure("warm 1+1, p50 ms", all[CELLS / 2]);
            figure("warm 1+1, p99 ms", all[CELLS * 99 / 100]);
            times(client, 0, MANY - CELLS - WARM, sum);
            figure("1+1 after 1,200 of them, p50 ms", median(times(client, 0, CELLS, sum)));
        }

        private void declarations(KernelClient client) {
            IntFunction<String> variable = phrases::variable;
            times(client, 0, WARM, variable);
            double[] early = times(client, WARM, WARM + CELLS, variable);
            figure("declaration of a variable, p50 ms", median(early));
            times(client, WARM + CELLS, MANY, variable);
            double[] late = times(client, MANY, MANY + CELLS, variable);
            figure("declaration after 1,200 of them, p50 ms", median(late));
            double[] sums = times(client, 0, CELLS, i -> "1+1");
            figure("1+1 after 1,500 declarations, p50 ms", median(sums));
        }

        /** Milliseconds of cells, each until the kernel is idle again. */
        private double[] times(KernelClient client, int from, int to, IntFunction<String> cell) {
            double[] times = new double[to - from];
            for (int i = 0; i < times.length; i++) {
                String code = cell.apply(from + i);
                long start = System.nanoTime();
                run(client, code);
                times[i] = millis(start);
            }
            return times;
        }

        private void help(KernelClient client) {
            double[] beats = new double[REQUESTS];
            double[] completions = new double[REQUESTS];
            String code = phrases.prefix();
            JsonObject asked = Json.object("code", code, "cursor_pos", code.length());
            for (int i = 0; i < REQUESTS; i++) {
                long start = System.nanoTime();
                var found =
                        client.request(Channel.SHELL, "complete_request", asked, PATIENCE)
                                .content();
                completions[i] = millis(start);
                if (found.getAsJsonArray("matches").isEmpty()) {
                    throw new IllegalStateException("no completion of " + code);
                }
            }
            for (int i = 0; i < REQUESTS; i++) {
                beats[i] = client.heartbeat(PATIENCE) / 1e6;
            }
            figure("completion, p50 ms", median(completions));
            figure("heartbeat, p50 ms", median(beats));
        }

        private void prints(KernelClient client) {
            long start = System.nanoTime();
            KernelClient.Reply reply = run(client, phrases.prints());
            figure("20,000 lines, s", millis(start) / 1e3);
            figure("20,000 lines: lines that came", reply.stream("stdout").lines().count());
            figure("20,000 lines: messages", reply.output().size() - 1);
        }

        private void interrupts(KernelClient client) throws Exception {
            String id =
                    client.send(
                            Channel.SHELL,
                            "execute_request",
                            Json.object(
                                    "code", phrases.loop(), "silent", false, "allow_stdin", false),
                            List.of());
            Message message = client.nextOutput(PATIENCE);
            while (!message.type().equals("stream")) {
                message = client.nextOutput(PATIENCE);
            }
            long asked = System.nanoTime();
            client.request(Channel.CONTROL, "kernel_info_request", new JsonObject(), PATIENCE);
            figure("kernel_info on control while busy, ms", millis(asked));
            long start = System.nanoTime();
            if (phrases.interruptedBySignal()) {
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            } else {
                client.request(Channel.CONTROL, "interrupt_request", new JsonObject(), PATIENCE);
            }
            client.reply(Channel.SHELL, id, PATIENCE);
            figure("interrupt of an endless loop, ms", millis(start));
            client.outputUntilIdle(id, System.nanoTime() + PATIENCE.toNanos());
            long before = Processes.cpuNanos(process.toHandle());
            TimeUnit.SECONDS.sleep(2);
            long spent = Processes.cpuNanos(process.toHandle()) - before;
            figure("processor time in the 2 s after it, %", spent / 2e7);
        }

        private double memory() throws IOException {
            return Processes.megabytes(process.toHandle())
                    + Processes.megabytes(process.descendants().toList());
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

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static KernelClient.Reply run(KernelClient client, String code) {
        KernelClient.Reply reply = client.execute(code, PATIENCE);
        if (!reply.status().equals("ok")) {
            throw new IllegalStateException(code + " -> " + reply);
        }
        return reply;
    }
}
