package dev.mantissa.lib.bench;

/** Quantiles and tails of the normal and of Student's distribution. */
final class Quantiles {
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

    private Quantiles() {}

    /** The probability that a standard normal value is below {@code z}. */
    static double normal(double z) {
        if (z > 0) {
            return 1 - normal(-z);
        }
        if (z < -37) {
            return 0;
        }
        double density = Math.exp(-z * z / 2) / SQRT_TWO_PI;
        return z > -3 ? 0.5 + density * series(z) : density * tail(-z);
    }

    /** z + z³/3 + z⁵/15 …, the distance from a half over the density. */
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int i = 3; Math.abs(term) > 1e-18; i += 2) {
            term *= z * z / i;
            sum += term;
        }
        return sum;
    }

    /** Mills' ratio by its continued fraction. */
    private static double tail(double z) {
        double fraction = z;
        for (int i = 60; i >= 1; i--) {
            fraction = z + i / fraction;
        }
        return 1 / fraction;
    }

    /**
     * The {@code p}-quantile of Student's t, for p above a half: the value beyond which 1 - p lies,
     * found by bisection of the integrated density.
     */
    static double student(double p, int degrees) {
        double low = 0;
        double high = 700;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (studentBelow(middle, degrees) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** P(T < t) for whole degrees of freedom, in closed form (Abramowitz and Stegun 26.7.3-4). */
    static double studentBelow(double t, int degrees) {
        double theta = Math.atan2(t, Math.sqrt(degrees));
        double cos2 = Math.cos(theta) * Math.cos(theta);
        boolean odd = degrees % 2 == 1;
        double term = odd ? Math.cos(theta) : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
            term *= cos2 * (k - 1) / k;
            sum += term;
        }
        double area = odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
        return 0.5 + area / 2;
    }
}
