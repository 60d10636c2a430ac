package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntToDoubleFunction;

/**
 * Factors by which the columns of weights were multiplied before they were packed: powers of two,
 * so that multiplying weights and dividing activations by them rounds nothing, x · wᵀ = (x / s) ·
 * (w · s)ᵀ.
 *
 * @param exponents one for each column; none where no column is scaled
 */
record ColumnScales(byte[] exponents) {
    static final ColumnScales NONE = new ColumnScales(new byte[0]);

    /**
     * Reads factors.
     *
     * @throws UsageException if one is no power of two from 2^-126 to 2^126
     */
    static ColumnScales of(float[] factors) {
        byte[] exponents = new byte[factors.length];
        for (int j = 0; j < factors.length; j++) {
            int exponent = Math.getExponent(factors[j]);
            if (factors[j] != Math.scalb(1f, exponent) || Math.abs(exponent) >= Byte.MAX_VALUE) {
                throw new UsageException(
                        "column %d has the scale %s. Allowed: powers of two from 2^-126 to 2^126."
                                .formatted(j, factors[j]));
            }
            exponents[j] = (byte) exponent;
        }
        return new ColumnScales(exponents);
    }

    boolean isNone() {
        return exponents.length == 0;
    }

    float[] factors() {
        float[] factors = new float[exponents.length];
        for (int j = 0; j < factors.length; j++) {
            factors[j] = Math.scalb(1f, exponents[j]);
        }
        return factors;
    }

    /**
     * Takes them off {@code count} values of a row, the first of which is of column {@code col}.
     */
    void divide(float[] values, int at, int col, int count) {
        for (int j = 0; !isNone() && j < count; j++) {
            values[at + j] *= Math.scalb(1f, -exponents[col + j]);
        }
    }

    /** A copy of weights with the columns multiplied; the same matrix where no column is scaled. */
    Matrix multiplied(Matrix weights) {
        return isNone() ? weights : scaled(weights, j -> Math.scalb(1f, exponents[j]));
    }

    /** A copy of activations with the columns divided; the same where no column is scaled. */
    Matrix divided(Matrix x) {
        return isNone() ? x : scaled(x, j -> Math.scalb(1f, -exponents[j]));
    }

    /** A dense copy with each column multiplied by its factor. */
    static Matrix scaled(Matrix of, IntToDoubleFunction factor) {
        long count = (long) of.rows() * of.cols();
        MemorySegment to = Arena.ofAuto().allocate(count * Float.BYTES, 64);
        for (int i = 0; i < of.rows(); i++) {
            float[] row = of.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] *= (float) factor.applyAsDouble(j);
            }
            long at = (long) i * row.length * Float.BYTES;
            MemorySegment.copy(row, 0, to, ValueLayout.JAVA_FLOAT_UNALIGNED, at, row.length);
        }
        return Matrix.rowMajor(to, of.rows(), of.cols());
    }
}
