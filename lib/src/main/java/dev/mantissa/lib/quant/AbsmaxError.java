package dev.mantissa.lib.quant;

import java.util.function.DoubleUnaryOperator;

/**
 * The error of schemes whose scale follows from the largest magnitude m of a group, by order
 * statistics: of n weights with P(|X| &lt; m) = H(m), the largest has the density n · h(m) ·
 * H(m)^(n-1), and the others are distributed as before, but cut off at ±m.
 */
final class AbsmaxError {
    private static final double LEAST = 1e-3;
    private static final double MOST = 1e5;

    /** Scales that are powers of two jump, so few levels are worth many points. */
    private static final int POINTS = 2500;

    private static final int POINTS_OF_MANY_LEVELS = 500;
    private static final int MANY = 100;
    private static final double NEGLIGIBLE = 1e-10;

    private AbsmaxError() {}

    /** -highest to highest. */
    static double[] symmetric(int highest) {
        double[] levels = new double[2 * highest + 1];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = i - highest;
        }
        return levels;
    }

    /** Of levels of which the last one takes the largest weight. */
    static double of(WeightDistribution weights, double[] levels, double group) {
        double top = levels[levels.length - 1];
        return of(weights, levels, group, largest -> largest / top);
    }

    /**
     * Relative RMS error.
     *
     * @param levels ascending
     * @param scale by the largest magnitude of the group
     */
    static double of(
            WeightDistribution weights, double[] levels, double group, DoubleUnaryOperator scale) {
        int points = levels.length > MANY ? POINTS_OF_MANY_LEVELS : POINTS;
        double step = Math.log(MOST / LEAST) / points;
        double error = 0;
        for (int i = 0; i <= points; i++) {
            double m = LEAST * Math.exp(i * step);
            double outside = 2 * weights.above(m);
            double below = Math.exp((group - 1) * Math.log1p(-outside));
            double density = group * 2 * weights.density(m) * below * m * step;
            if (density * m * m > NEGLIGIBLE) {
                double own = own(m, levels, scale.applyAsDouble(m));
                double rest = rest(weights, m, levels, scale.applyAsDouble(m)) / (1 - outside);
                error += density * ((group - 1) / group * rest + own / group);
            }
        }
        return Math.sqrt(error / weights.variance());
    }

    /** Squared error of the largest weight itself, either sign. */
    private static double own(double m, double[] levels, double scale) {
        double plus = m - nearest(m, levels, scale);
        double minus = -m - nearest(-m, levels, scale);
        return (plus * plus + minus * minus) / 2;
    }

    private static double nearest(double x, double[] levels, double scale) {
        double best = levels[0] * scale;
        for (double level : levels) {
            best = Math.abs(level * scale - x) < Math.abs(best - x) ? level * scale : best;
        }
        return best;
    }

    /** Squared error of what lies within ±m. */
    private static double rest(
            WeightDistribution weights, double m, double[] levels, double scale) {
        double error = 0;
        double low = -m;
        for (int i = 0; i < levels.length && low < m; i++) {
            double middle = i + 1 == levels.length ? m : (levels[i] + levels[i + 1]) / 2 * scale;
            double high = Math.min(m, middle);
            if (high > low) {
                error += weights.distance(low, high, levels[i] * scale);
                low = high;
            }
        }
        return error;
    }
}
