package dev.mantissa.lib.bench;

import java.util.Arrays;

/**
 * Whether a series of times keeps its level: Pettitt's rank test for one change point (Applied
 * Statistics 28, 1979), together with how much the level changes.
 *
 * @param at index of the first sample after the likeliest change
 * @param change median after it over median before it, minus 1
 * @param probability of so strong a change in a series that has none
 */
public record Drift(int at, double change, double probability) {
    /** A change that matters is at least this large … */
    private static final double LEAST_CHANGE = 0.03;

    /** … and unlikely to be chance. */
    private static final double SIGNIFICANT = 0.01;

    public static Drift of(double[] values) {
        int n = values.length;
        if (n < 4) {
            return new Drift(n, 0, 1);
        }
        long[] ranks = ranksTimesTwo(values);
        long sum = 0;
        long most = -1;
        int at = 1;
        for (int t = 1; t < n; t++) {
            sum += ranks[t - 1];
            long u = Math.abs(sum - (long) t * (n + 1));
            if (u > most) {
                most = u;
                at = t;
            }
        }
        double k = most;
        double probability = Math.min(1, 2 * Math.exp(-6 * k * k / ((double) n * n * n + n * n)));
        double before = Statistics.median(Arrays.copyOfRange(values, 0, at));
        double after = Statistics.median(Arrays.copyOfRange(values, at, n));
        return new Drift(at, after / before - 1, probability);
    }

    public boolean shown() {
        return probability < SIGNIFICANT && Math.abs(change) > LEAST_CHANGE;
    }

    /** Twice the rank of each value, ties sharing theirs. */
    private static long[] ranksTimesTwo(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        long[] ranks = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = Arrays.binarySearch(sorted, values[i]);
            int last = first;
            while (first > 0 && sorted[first - 1] == values[i]) {
                first--;
            }
            while (last < sorted.length - 1 && sorted[last + 1] == values[i]) {
                last++;
            }
            ranks[i] = first + last + 2L;
        }
        return ranks;
    }
}
