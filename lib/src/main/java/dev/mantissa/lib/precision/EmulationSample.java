package dev.mantissa.lib.precision;

import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.engine.ScalarEngine;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** How much an emulated product errs: by computing one of N(0,1), always the same. */
final class EmulationSample {
    private static final int ROWS = 64;
    private static final int MOST_TERMS = 1 << 14;
    private static final long SEED = 0x7e_5015;

    private record Key(String mode, int terms) {}

    private static final Map<Key, Double> ERRORS = new ConcurrentHashMap<>();

    private EmulationSample() {}

    /** Relative to the norm of the result. */
    static double error(Precision mode, long k) {
        int terms = (int) Math.clamp(k, 1, MOST_TERMS);
        return ERRORS.computeIfAbsent(new Key(mode.name(), terms), _ -> measured(mode, terms));
    }

    private static double measured(Precision mode, int terms) {
        SplittableRandom random = new SplittableRandom(SEED);
        Matrix a = normal(random, ROWS, terms);
        Matrix b = normal(random, terms, ROWS);
        float[] product = new float[ROWS * ROWS];
        Matrix c = Matrix.rowMajor(MemorySegment.ofArray(product), ROWS, ROWS);
        new ScalarEngine().matmul(a, b, c, 1, 0, mode);
        double[] exact = Reference.product(a, b);
        double error = 0;
        double whole = 0;
        for (int i = 0; i < exact.length; i++) {
            error += (product[i] - exact[i]) * (product[i] - exact[i]);
            whole += exact[i] * exact[i];
        }
        return Math.sqrt(error / whole);
    }

    private static Matrix normal(SplittableRandom random, int rows, int cols) {
        float[] values = new float[rows * cols];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Matrix.rowMajor(MemorySegment.ofArray(values), rows, cols);
    }
}
