package dev.mantissa.lib.quant;

import java.util.SplittableRandom;

/** How weights may be distributed; errors are predicted for each. */
public enum WeightDistribution {
    /** N(0,1). */
    NORMAL("normal", 1, 2) {
        @Override
        double density(double x) {
            return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        }

        @Override
        double above(double x) {
            if (x < 0) {
                return 1 - above(-x);
            }
            return x < SERIES_ENDS ? 0.5 - density(x) * series(x) : density(x) / fraction(x);
        }

        /** x + x³/3 + x⁵/15 + … = (P(X &lt; x) - 1/2) / density. */
        private double series(double x) {
            double term = x;
            double sum = x;
            for (int k = 3; term > sum * 1e-17; k += 2) {
                term *= x * x / k;
                sum += term;
            }
            return sum;
        }

        /** x + 1/(x + 2/(x + 3/…)) = density / P(X &gt; x). */
        private double fraction(double x) {
            double value = x;
            for (int k = 100; k > 0; k--) {
                value = x + k / value;
            }
            return value;
        }

        @Override
        double firstMoment(double x) {
            return -density(x);
        }

        @Override
        double secondMoment(double x) {
            return 1 - above(x) - x * density(x);
        }

        @Override
        double next(SplittableRandom random) {
            return random.nextGaussian();
        }
    },
    /** Student's t with 5 degrees of freedom: the heavy tails of trained weights. */
    STUDENT_T5("t5", 5.0 / 3, 6) {
        @Override
        double density(double x) {
            return AT_ZERO * Math.pow(1 + x * x / 5, -3);
        }

        @Override
        double above(double x) {
            if (x < 0) {
                return 1 - above(-x);
            }
            if (x > TAIL_BEGINS) {
                double y = 1 / (x * x);
                return AT_ZERO
                        * 125
                        * Math.pow(x, -5)
                        * (1.0 / 5 - 15.0 / 7 * y + 50.0 / 3 * y * y);
            }
            double angle = Math.atan(x / Math.sqrt(5));
            double cos = Math.cos(angle);
            double within = angle + Math.sin(angle) * cos * (1 + 2.0 / 3 * cos * cos);
            return 0.5 - within / Math.PI;
        }

        @Override
        double firstMoment(double x) {
            return -(5 + x * x) / 4 * density(x);
        }

        @Override
        double secondMoment(double x) {
            return (5 * (1 - above(x)) - x * (5 + x * x) * density(x)) / 3;
        }

        @Override
        double next(SplittableRandom random) {
            double chi = 0;
            for (int i = 0; i < 5; i++) {
                double g = random.nextGaussian();
                chi += g * g;
            }
            return random.nextGaussian() / Math.sqrt(chi / 5);
        }
    };

    private static final double SERIES_ENDS = 4;
    private static final double TAIL_BEGINS = 30;

    /** Density of t5 at 0: 8 / (3 π √5). */
    private static final double AT_ZERO = 8 / (3 * Math.PI * Math.sqrt(5));

    private final String text;
    private final double variance;
    private final double scatter;

    WeightDistribution(String text, double variance, double scatter) {
        this.text = text;
        this.variance = variance;
        this.scatter = scatter;
    }

    /** "normal" or "t5". */
    public String text() {
        return text;
    }

    double variance() {
        return variance;
    }

    /** Spread of the error from group to group that tolerances allow for, relative. */
    double scatter() {
        return scatter;
    }

    abstract double density(double x);

    /** P(X &gt; x), accurate in the upper tail too. */
    abstract double above(double x);

    /** Integral of t · density(t) up to x. */
    abstract double firstMoment(double x);

    /** Integral of t² · density(t) up to x. */
    abstract double secondMoment(double x);

    abstract double next(SplittableRandom random);

    /** Values of that distribution, always the same for one seed. */
    public float[] sample(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) next(random);
        }
        return values;
    }

    /** Relative error where each weight becomes its sign times the mean magnitude of the group. */
    double meanError(double group) {
        double mean = -2 * firstMoment(0);
        return Math.sqrt((1 - 1 / group) * (1 - mean * mean / variance));
    }

    /** Squared distance to {@code level} of what lies between {@code low} and {@code high}. */
    double distance(double low, double high, double level) {
        double mass = above(low) - above(high);
        double first = firstMoment(high) - firstMoment(low);
        double second = secondMoment(high) - secondMoment(low);
        return Math.max(0, second - 2 * level * first + level * level * mass);
    }
}
