package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/** What a product with packed weights does with its other factor. */
public enum Activations {
    /** Nothing: weights alone are in few bits. */
    A16(0),
    /** 8-bit integers with one f32 scale for every 32 values of a row. */
    A8(32),
    /** The same with one scale for every 16 values. */
    A8G16(16);

    private static final int HIGHEST = 127;
    private static final float SMALLEST = 0x1p-100f;
    private final int block;

    Activations(int block) {
        this.block = block;
    }

    /** As typed: "a8". */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether products are sums of integer products. */
    public boolean integers() {
        return block > 0;
    }

    /** Values that share a scale; 0 for {@link #A16}. */
    public int block() {
        return block;
    }

    /** Relative RMS error expected on values of that distribution, by order statistics. */
    public double expectedError(WeightDistribution values) {
        return integers() ? AbsmaxError.of(values, AbsmaxError.symmetric(HIGHEST), block) : 0;
    }

    /**
     * Rounds one block: scale = largest / 127, code = the integer next to x · (1 / scale), ties to
     * even. A block below 2^-100 has scale 0; one that holds NaN or infinity has scale NaN.
     *
     * @param codes receives {@code count} codes at the same places
     * @return the scale
     */
    float quantise(float[] x, int from, int count, byte[] codes) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(x[i]));
        }
        if (!(largest < Float.POSITIVE_INFINITY)) {
            return Float.NaN;
        }
        float scale = largest < SMALLEST ? 0 : largest / HIGHEST;
        float inverse = scale == 0 ? 0 : 1 / scale;
        for (int i = from; i < from + count; i++) {
            codes[i] = (byte) Math.rint(x[i] * inverse);
        }
        return scale;
    }

    /** The values that the codes of x [m, k] stand for; x itself for {@link #A16}. */
    public Matrix round(Matrix x) {
        if (!integers()) {
            return x;
        }
        int cols = x.cols();
        MemorySegment to = Arena.ofAuto().allocate((long) x.rows() * cols * Float.BYTES, 64);
        byte[] codes = new byte[cols];
        for (int i = 0; i < x.rows(); i++) {
            float[] row = x.row(i);
            for (int from = 0; from < cols; from += block) {
                int count = Math.min(block, cols - from);
                float scale = quantise(row, from, count, codes);
                for (int j = from; j < from + count; j++) {
                    row[j] = codes[j] * scale;
                }
            }
            long at = (long) i * cols * Float.BYTES;
            MemorySegment.copy(row, 0, to, ValueLayout.JAVA_FLOAT_UNALIGNED, at, cols);
        }
        return Matrix.rowMajor(to, x.rows(), cols);
    }
}
