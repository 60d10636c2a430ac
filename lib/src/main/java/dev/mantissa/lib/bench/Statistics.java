package dev.mantissa.lib.bench;

import java.util.Arrays;

/** Figures that a few wild samples do not upset. */
public final class Statistics {
    private static final double MILD_FENCE = 1.5;
    private static final double SEVERE_FENCE = 3;

    private Statistics() {}

    /**
     * Samples outside Tukey's fences.
     *
     * @param mild beyond 1.5 interquartile ranges from the nearer quartile, not beyond 3
     * @param severe beyond 3
     */
    public record Outliers(int mild, int severe) {}

    /** The middle value, or the mean of the two middle ones; NaN of nothing. */
    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** The {@code q}-quantile, linear between neighbours (Hyndman and Fan's type 7). */
    public static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return quantileOfSorted(sorted, q);
    }

    static double quantileOfSorted(double[] sorted, double q) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The median distance from the median, unscaled. */
    public static double mad(double[] values) {
        double centre = median(values);
        return median(Arrays.stream(values).map(v -> Math.abs(v - centre)).toArray());
    }

    public static Outliers outliers(double[] values) {
        double q1 = quantile(values, 0.25);
        double q3 = quantile(values, 0.75);
        int mild = 0;
        int severe = 0;
        for (double v : values) {
            double distance = Math.max(q1 - v, v - q3) / (q3 - q1);
            if (distance > SEVERE_FENCE) {
                severe++;
            } else if (distance > MILD_FENCE) {
                mild++;
            }
        }
        return new Outliers(mild, severe);
    }
}
