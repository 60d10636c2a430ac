package dev.mantissa.kernel.session;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Figures for people, run by hand: latency of small cells against their number, and what stop
 * checks cost a tight loop.
 */
public final class SessionBenchmark {
    private static final int LAST = 1200;
    private static final List<Integer> AT = List.of(20, 100, 400, LAST);
    private static final String LOOP =
            """
            static double product%s(int n, float[] a, float[] b, float[] c) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        float sum = 0;
                        for (int k = 0; k < n; k++) {
                            sum += a[i * n + k] * b[k * n + j];
                        }
                        c[i * n + j] = sum;
                    }
                }
                return c[0];
            }
            """;

    private SessionBenchmark() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        List<String> wanted = args.length == 0 ? List.of("latency", "weave") : List.of(args);
        if (wanted.contains("weave")) {
            weave(out);
        }
        if (wanted.contains("latency")) {
            latency(out, "expression", i -> "1+1");
            latency(out, "statement", i -> "System.nanoTime();");
            latency(out, "declaration", i -> "int v" + i + " = " + i + ";");
        }
    }

    private static void latency(PrintStream out, String what, IntFunction<String> cell) {
        try (var session = new JShellSession(SessionConfig.builder().build())) {
            for (int i = 0; i < 300; i++) {
                session.execute(new Cell("1+" + i, false, true), new RecordingOutput());
            }
            double[] millis = new double[LAST + 1];
            double[] cpu = new double[LAST + 1];
            for (int i = 1; i <= LAST; i++) {
                long start = System.nanoTime();
                long startCpu = cpuNanos();
                session.execute(new Cell(cell.apply(i)), new RecordingOutput());
                millis[i] = (System.nanoTime() - start) / 1e6;
                cpu[i] = (cpuNanos() - startCpu) / 1e6;
            }
            for (int at : AT) {
                out.printf(
                        Locale.ROOT,
                        "%s: p50 %.1f ms, CPU of its thread %.1f ms, at %d cells%n",
                        what,
                        median(millis, at),
                        median(cpu, at),
                        at);
            }
        }
    }

    private static double median(double[] all, int at) {
        double[] window = Arrays.copyOfRange(all, Math.max(1, at - 19), at + 1);
        Arrays.sort(window);
        return window[window.length / 2];
    }

    /** CPU time of the threads on which cells run; not disturbed by what else the machine does. */
    private static long cpuNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("cells")) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.threadId()));
            }
        }
        return sum;
    }

    /** The same product, typed into a cell and compiled with this class, in turns. */
    private static void weave(PrintStream out) {
        var threads = ManagementFactory.getThreadMXBean();
        int n = 512;
        float[] a = new float[n * n];
        float[] b = new float[n * n];
        float[] c = new float[n * n];
        Arrays.fill(a, 1.5f);
        Arrays.fill(b, 0.25f);
        try (var session = new JShellSession(SessionConfig.builder().build())) {
            var quiet = new RecordingOutput();
            session.execute(
                    new Cell(
                            "int n = 512; var a = new float[n*n]; var b = new float[n*n]; var c = new float[n*n]; Arrays.fill(a, 1.5f); Arrays.fill(b, 0.25f);"),
                    quiet);
            session.execute(new Cell(LOOP.formatted("")), quiet);
            Cell timed =
                    new Cell(
                            "var cpu = java.lang.management.ManagementFactory.getThreadMXBean(); long t0 = cpu.getCurrentThreadCpuTime(); product(n, a, b, c); cpu.getCurrentThreadCpuTime() - t0");
            double[] ratio = new double[15];
            for (int i = 0; i < ratio.length; i++) {
                long start = threads.getCurrentThreadCpuTime();
                product(n, a, b, c);
                double plain = threads.getCurrentThreadCpuTime() - start;
                var result = (CellResult.Ok) session.execute(timed, quiet);
                double woven = ((Number) Objects.requireNonNull(result.value())).doubleValue();
                ratio[i] = woven / plain;
                out.printf(
                        Locale.ROOT,
                        "512^3 loop, CPU: plain %.0f ms, in a cell %.0f ms%n",
                        plain / 1e6,
                        woven / 1e6);
            }
            Arrays.sort(ratio);
            out.printf(Locale.ROOT, "in a cell / plain: median %.3f%n", ratio[ratio.length / 2]);
        }
    }

    private static void product(int n, float[] a, float[] b, float[] c) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += a[i * n + k] * b[k * n + j];
                }
                c[i * n + j] = sum;
            }
        }
    }
}
