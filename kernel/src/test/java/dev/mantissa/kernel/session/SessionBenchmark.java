package dev.mantissa.kernel.session;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Figures for people, run by hand: latency of small cells against their number. */
public final class SessionBenchmark {
    private static final int LAST = 1200;
    private static final List<Integer> AT = List.of(20, 100, 400, LAST);

    private SessionBenchmark() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        latency(out, "expression", i -> "1+1");
        latency(out, "statement", i -> "System.nanoTime();");
        latency(out, "declaration", i -> "int v" + i + " = " + i + ";");
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
}
