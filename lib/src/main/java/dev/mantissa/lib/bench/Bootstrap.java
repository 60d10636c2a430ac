package dev.mantissa.lib.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Intervals for a median by resampling, with the expanded percentiles of Hesterberg (The American
 * Statistician 69, 2015), which keep the promised coverage for as few as ten samples.
 */
public final class Bootstrap {
    private final int resamples;
    private final double confidence;
    private final long seed;

    /**
     * A way to make intervals.
     *
     * @param confidence share of intervals that hold the true value: 0.95
     * @param seed the same seed gives the same interval
     */
    public Bootstrap(int resamples, double confidence, long seed) {
        this.resamples = resamples;
        this.confidence = confidence;
        this.seed = seed;
    }

    /** The interval of the median; unknown for fewer than two values. */
    public Interval median(double[] values) {
        int n = values.length;
        if (n < 2) {
            return Interval.UNKNOWN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        SplittableRandom random = new SplittableRandom(seed);
        double[] medians = new double[resamples];
        int[] counts = new int[n];
        for (int r = 0; r < resamples; r++) {
            Arrays.fill(counts, 0);
            for (int i = 0; i < n; i++) {
                counts[random.nextInt(n)]++;
            }
            medians[r] = medianOfCounts(sorted, counts);
        }
        Arrays.sort(medians);
        double tail = Quantiles.normal(-widened(n));
        return new Interval(
                Statistics.quantileOfSorted(medians, tail),
                Statistics.quantileOfSorted(medians, 1 - tail));
    }

    /** How many standard deviations the interval reaches: Student's t, for the bias of n. */
    private double widened(int n) {
        return Math.sqrt(n / (n - 1.0)) * Quantiles.student((1 + confidence) / 2, n - 1);
    }

    /** The median of a resample, given how often it drew each of the sorted values. */
    private static double medianOfCounts(double[] sorted, int[] counts) {
        int n = sorted.length;
        int below = (n - 1) / 2;
        int above = n / 2;
        int seen = 0;
        double first = Double.NaN;
        for (int i = 0; i < n; i++) {
            boolean before = seen <= below;
            seen += counts[i];
            if (before && seen > below) {
                first = sorted[i];
            }
            if (seen > above) {
                return (first + sorted[i]) / 2;
            }
        }
        return first;
    }
}
