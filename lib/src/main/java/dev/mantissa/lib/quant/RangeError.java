package dev.mantissa.lib.quant;

/**
 * The error of evenly spaced levels from the least weight of a group to its largest: the joint
 * density of both ends a and b of n weights is n (n-1) f(a) f(b) (F(b) - F(a))^(n-2), and what lies
 * between them is distributed as before.
 */
final class RangeError {
    private static final double LEAST = 1e-2;
    private static final double MOST = 1e4;
    private static final int POINTS = 250;
    private static final double NEGLIGIBLE = 1e-9;

    /** From that many levels on, weights are spread evenly between two of them. */
    private static final int MANY = 100;

    private RangeError() {}

    /** Relative RMS error. */
    static double of(WeightDistribution weights, int levels, double group) {
        double step = Math.log(MOST / LEAST) / POINTS;
        double error = 0;
        for (int i = 0; i <= POINTS; i++) {
            double a = LEAST * Math.exp(i * step);
            for (int j = 0; j <= POINTS; j++) {
                double b = LEAST * Math.exp(j * step);
                double outside = weights.above(a) + weights.above(b);
                double between = Math.exp((group - 2) * Math.log1p(-outside));
                double density =
                        group * (group - 1) * weights.density(a) * weights.density(b) * between;
                double share = density * a * b * step * step;
                if (share * (a + b) * (a + b) > NEGLIGIBLE) {
                    error += share * inner(weights, -a, b, levels) / (1 - outside);
                }
            }
        }
        return Math.sqrt(error * (group - 2) / group / weights.variance());
    }

    private static double inner(WeightDistribution weights, double a, double b, int levels) {
        double step = (b - a) / (levels - 1);
        if (levels > MANY) {
            return step * step / 12 * (1 - weights.above(-a) - weights.above(b));
        }
        double error = 0;
        for (int i = 0; i < levels; i++) {
            double level = a + i * step;
            double low = Math.max(a, level - step / 2);
            double high = Math.min(b, level + step / 2);
            error += weights.distance(low, high, level);
        }
        return error;
    }
}
