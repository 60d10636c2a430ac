package dev.mantissa.lib.bench;

import java.util.stream.IntStream;

/**
 * How many times as fast one case is as another, from samples taken side by side.
 *
 * @param ratio median over the pairs of (baseline's time / this time): above 1 is faster
 * @param interval of the ratio
 * @param pairs how many pairs there were
 */
public record Comparison(double ratio, Interval interval, int pairs) {
    /** Fewer pairs state nothing. */
    public static final int LEAST_PAIRS = 10;

    /**
     * Compares samples of which those of one index were taken one right after the other; surplus
     * samples of the longer array are left out.
     */
    public static Comparison of(double[] nanos, double[] baselineNanos, Bootstrap bootstrap) {
        int pairs = Math.min(nanos.length, baselineNanos.length);
        double[] logs =
                IntStream.range(0, pairs)
                        .mapToDouble(i -> Math.log(baselineNanos[i] / nanos[i]))
                        .toArray();
        Interval log = bootstrap.median(logs);
        return new Comparison(
                Math.exp(Statistics.median(logs)),
                new Interval(Math.exp(log.low()), Math.exp(log.high())),
                pairs);
    }

    /** Whether the samples show a difference: enough pairs, and 1 is outside the interval. */
    public boolean shown() {
        return pairs >= LEAST_PAIRS && !interval.covers(1);
    }
}
