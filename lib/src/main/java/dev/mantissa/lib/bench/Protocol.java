package dev.mantissa.lib.bench;

import java.time.Duration;

/**
 * The rules of a measurement.
 *
 * @param budget for everything, checks and warm-up included
 * @param seed of orders and resampling
 * @param leastSamples of a case for any statement about it
 * @param mostSamples of a case
 * @param halfWidth of the interval, relative to the median, at which a case needs no more samples
 * @param confidence of every interval
 * @param resamples of every interval
 * @param warmUpShare of the budget that warming up may take
 * @param leastSampleNanos a sample repeats the work until it takes at least so long
 */
public record Protocol(
        Duration budget,
        long seed,
        int leastSamples,
        int mostSamples,
        double halfWidth,
        double confidence,
        int resamples,
        double warmUpShare,
        long leastSampleNanos) {

    /** The usual rules within so much time. */
    public static Protocol within(Duration budget) {
        return new Protocol(budget, 1, 10, 400, 0.01, 0.95, 1000, 0.25, 2_000_000);
    }

    public Protocol withSeed(long other) {
        return new Protocol(
                budget,
                other,
                leastSamples,
                mostSamples,
                halfWidth,
                confidence,
                resamples,
                warmUpShare,
                leastSampleNanos);
    }

    Bootstrap bootstrap() {
        return new Bootstrap(resamples, confidence, seed);
    }
}
