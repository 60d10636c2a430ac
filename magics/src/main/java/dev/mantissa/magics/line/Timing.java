package dev.mantissa.magics.line;

import dev.mantissa.magics.table.Figures;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code %timeit} measured.
 *
 * @param medianNanos per execution, over the runs
 * @param spreadNanos half the distance between the quartiles
 * @param fastestNanos the fastest run, per execution
 * @param runs how many were measured
 * @param loops executions in each
 */
public record Timing(
        double medianNanos, double spreadNanos, double fastestNanos, int runs, int loops) {
    private static final long WARM_UP_NANOS = 200_000_000L;
    private static final double RUN_NANOS = 100e6;
    private static final double LONGEST_NANOS = 5e9;

    /** Where every result goes, so that the compiler cannot leave the work out. */
    private static final class Sink {
        private volatile @Nullable Object last;
    }

    /**
     * Runs the code again and again.
     *
     * @param loops executions per run, 0 for as many as take about 0.1 s
     * @param runs 0 for 7, fewer where each takes long
     * @throws CancellationException if the thread is interrupted
     */
    static Timing measure(Callable<@Nullable Object> code, int loops, int runs) throws Exception {
        Sink sink = new Sink();
        Sample warm = warmUp(code, sink);
        int each = loops > 0 ? loops : warm.loops();
        double expected = Math.max(1, warm.nanos()) / warm.loops() * each;
        int times = runs > 0 ? runs : (int) Math.clamp(LONGEST_NANOS / expected, 3, 7);
        double[] nanos = new double[times];
        for (int r = 0; r < times; r++) {
            nanos[r] = (double) run(code, each, sink) / each;
        }
        Arrays.sort(nanos);
        double spread = (quantile(nanos, 0.75) - quantile(nanos, 0.25)) / 2;
        return new Timing(quantile(nanos, 0.5), spread, nanos[0], times, each);
    }

    private record Sample(int loops, long nanos) {}

    /**
     * Runs until the compiler has had time to see the code and one run takes as long as it should;
     * a first guess from code that is still interpreted would be far too small.
     */
    private static Sample warmUp(Callable<@Nullable Object> code, Sink sink) throws Exception {
        int loops = 1;
        long spent = 0;
        while (true) {
            long nanos = Math.max(1, run(code, loops, sink));
            spent += nanos;
            if (nanos >= RUN_NANOS / 2 && spent >= WARM_UP_NANOS) {
                return new Sample(loops, nanos);
            }
            loops = (int) Math.clamp(loops * Math.clamp(RUN_NANOS / nanos, 1, 10), 1, 1e9);
        }
    }

    private static long run(Callable<@Nullable Object> code, int loops, Sink sink)
            throws Exception {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("%timeit was interrupted");
        }
        long start = System.nanoTime();
        for (int i = 0; i < loops; i++) {
            sink.last = code.call();
        }
        return System.nanoTime() - start;
    }

    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public String toString() {
        return "%s ± %s per execution (median ± half the interquartile range; %s run%s of %s)"
                .formatted(
                        Figures.time(medianNanos),
                        Figures.time(spreadNanos),
                        Figures.count(runs),
                        runs == 1 ? "" : "s",
                        Figures.count(loops));
    }
}
