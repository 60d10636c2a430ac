package dev.mantissa.lib.precision;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much a product of split operands errs. What is left out follows from the sizes of the parts;
 * how the sums are rounded is found by computing some of N(0,1) as an engine does. No simple
 * formula says that: products of narrow parts have few bits, many of their sums are exact, and the
 * result is often better than that of f32.
 */
final class SplitSample {
    private static final int SUMS = 2048;
    private static final int FEW_TERMS = ErrorModel.RUN;
    private static final int MANY_RUNS = 32;
    private static final long SEED = 0x5911_7;

    private static final Map<Splitting, SplitSample> KNOWN = new ConcurrentHashMap<>();

    private final float[] values = RoundingSample.sample();
    private final float[][] parts;
    private final Splitting splitting;
    private final double leftOut;
    private final double perTerm;
    private final double perRun;

    private SplitSample(Splitting splitting) {
        this.splitting = splitting;
        parts = new float[splitting.parts()][values.length];
        double[] sizes = new double[parts.length + 1];
        float[] rest = values.clone();
        double whole = squares(values);
        for (int part = 0; part <= parts.length; part++) {
            sizes[part] = squares(rest) / whole;
            for (int i = 0; part < parts.length && i < rest.length; i++) {
                parts[part][i] = splitting.part().round(rest[i]);
                rest[i] -= parts[part][i];
            }
        }
        leftOut = leftOut(sizes);
        double few = rounding(FEW_TERMS);
        double many = rounding(FEW_TERMS * MANY_RUNS);
        perRun = Math.max(0, (many - few) / (MANY_RUNS - 1));
        perTerm = Math.max(0, (few - perRun) / FEW_TERMS);
    }

    /** Relative to the norm of the result. */
    static double error(Splitting splitting, long k) {
        SplitSample sample = KNOWN.computeIfAbsent(splitting, SplitSample::new);
        long inRun = Math.min(k, ErrorModel.RUN);
        long runs = Math.ceilDiv(k, ErrorModel.RUN);
        return Math.sqrt(sample.leftOut + sample.perTerm * inRun + sample.perRun * runs);
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    /** Squared: the rest of each operand, and the products that are not computed. */
    private double leftOut(double[] sizes) {
        double error = 2 * sizes[parts.length];
        for (int i = 0; i < parts.length; i++) {
            for (int j = 0; j < parts.length; j++) {
                error += splitting.includes(i, j) ? 0 : sizes[i] * sizes[j];
            }
        }
        return error;
    }

    /** Squared: how the computed products differ from their exact sum. */
    private double rounding(int terms) {
        SplittableRandom random = new SplittableRandom(SEED);
        double error = 0;
        double whole = 0;
        for (int i = 0; i < SUMS; i++) {
            Sum sum = new Sum(random.nextInt(values.length), random.nextInt(values.length), terms);
            double exact = sum.exact();
            double difference = sum.computed() - exact;
            error += difference * difference;
            whole += exact * exact;
        }
        return error / whole;
    }

    private interface Pair {
        void take(float[] left, float[] right);
    }

    /** The products that are computed, those of the smallest parts first. */
    private void forEachProduct(Pair pair) {
        for (int order = 2 * (parts.length - 1); order >= 0; order--) {
            for (int i = 0; i < parts.length; i++) {
                int j = order - i;
                if (j >= 0 && j < parts.length && splitting.includes(i, j)) {
                    pair.take(parts[i], parts[j]);
                }
            }
        }
    }

    /** A sum of products of values from two places of the sample. */
    private final class Sum {
        private final int a;
        private final int b;
        private final int terms;
        private double exact;
        private float computed;

        Sum(int a, int b, int terms) {
            this.a = a;
            this.b = b;
            this.terms = terms;
        }

        double exact() {
            forEachProduct((left, right) -> {
                for (int i = 0; i < terms; i++) {
                    exact += (double) left[at(a, i)] * right[at(b, i)];
                }
            });
            return exact;
        }

        float computed() {
            forEachProduct((left, right) -> {
                for (int from = 0; from < terms; from += ErrorModel.RUN) {
                    computed += run(left, right, from);
                }
            });
            return computed;
        }

        private float run(float[] left, float[] right, int from) {
            float sum = 0;
            for (int i = from; i < Math.min(terms, from + ErrorModel.RUN); i++) {
                sum = Math.fma(left[at(a, i)], right[at(b, i)], sum);
            }
            return sum;
        }

        private int at(int start, int i) {
            return (start + i) & (values.length - 1);
        }
    }
}
