package dev.mantissa.lib.precision;

import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.engine.ScalarEngine;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much an emulated product errs: by computing one of N(0,1), always the same. It shows what the
 * sums lose; what rounding the operands costs is known better from {@link ErrorModel}.
 */
final class EmulationSample {
    private static final int ROWS = 64;
    private static final int MOST_TERMS = 1 << 14;

    /** Squared errors that differ by a smaller part of them differ by chance. */
    private static final double CHANCE = 0.05;

    private static final long SEED = 0x7e_5015;

    private record Key(String mode, int terms) {}

    private static final Map<Key, Double> ERRORS = new ConcurrentHashMap<>();

    private EmulationSample() {}

    /**
     * Relative to the norm of the result. Sums of more than {@value #MOST_TERMS} terms are not
     * computed: their error grows on as it does up to there.
     */
    static double error(Precision mode, long k) {
        double sums =
                k <= MOST_TERMS ? known(mode, (int) Math.max(k, 1)) : Math.sqrt(beyond(mode, k));
        return mode.splitting() != null ? sums : Math.hypot(ErrorModel.operands(mode, k), sums);
    }

    private static double known(Precision mode, int terms) {
        return ERRORS.computeIfAbsent(new Key(mode.name(), terms), _ -> sums(mode, terms));
    }

    /**
     * Squared error = constant + slope · k^power: cut-off sums that are chained have the power 2,
     * rounded ones 1, and what rounding operands costs is the constant.
     */
    private static double beyond(Precision mode, long k) {
        double few = square(known(mode, MOST_TERMS / 16));
        double some = square(known(mode, MOST_TERMS / 4));
        double many = square(known(mode, MOST_TERMS));
        double last = many - some;
        if (last < CHANCE * many) {
            return many;
        }
        double before = Math.max(some - few, last / 16);
        double power = Math.clamp(Math.log(last / before) / Math.log(4), 0.5, 2);
        double slope = last / (1 - Math.pow(4, -power));
        return many + slope * (Math.pow((double) k / MOST_TERMS, power) - 1);
    }

    private static double square(double value) {
        return value * value;
    }

    /** Against the exact product of the rounded operands; of split ones, of the operands. */
    private static double sums(Precision mode, int terms) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] left = normal(random, ROWS * terms);
        float[] right = normal(random, ROWS * terms);
        float[] product = new float[ROWS * ROWS];
        Matrix c = Matrix.rowMajor(MemorySegment.ofArray(product), ROWS, ROWS);
        new ScalarEngine().matmul(rows(left, terms), columns(right, terms), c, 1, 0, mode);
        if (mode.splitting() == null) {
            for (int at = 0; at < left.length; at += terms) {
                mode.operandFormat().round(left, at, terms);
                mode.rightFormat().round(right, at, terms);
            }
        }
        double[] exact = Reference.product(rows(left, terms), columns(right, terms));
        double error = 0;
        double whole = 0;
        for (int i = 0; i < exact.length; i++) {
            error += (product[i] - exact[i]) * (product[i] - exact[i]);
            whole += exact[i] * exact[i];
        }
        return Math.sqrt(error / whole);
    }

    private static Matrix rows(float[] values, int terms) {
        return Matrix.rowMajor(MemorySegment.ofArray(values), ROWS, terms);
    }

    private static Matrix columns(float[] values, int terms) {
        return rows(values, terms).transposed();
    }

    private static float[] normal(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
