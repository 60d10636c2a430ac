package dev.mantissa.lib.quant;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntToDoubleFunction;

/**
 * What a calibration gives: packed weights, and the factors by which their columns were multiplied
 * before they were packed. Factors are powers of two, so that multiplying weights and dividing
 * activations by them rounds nothing: x · wᵀ = (x / s) · (w · s)ᵀ.
 */
public final class Calibrated {
    private final QuantTensor packed;
    private final float[] columnScales;

    Calibrated(QuantTensor packed, float[] columnScales) {
        this.packed = packed;
        this.columnScales = columnScales;
    }

    Calibrated(QuantTensor packed) {
        this(packed, new float[0]);
    }

    /** The weights as they are stored: times the column scales, where there are any. */
    public QuantTensor packed() {
        return packed;
    }

    /** Whether activations have to be divided by {@link #columnScales()}. */
    public boolean scaled() {
        return columnScales.length > 0;
    }

    /** One power of two for each column; empty where the method scales none. */
    public float[] columnScales() {
        return columnScales.clone();
    }

    /** The weights [n, k] that the packed form stands for, column scales taken off again. */
    public Matrix decode() {
        Matrix stored = packed.decode();
        return scaled() ? scaled(stored, j -> 1 / columnScales[j]) : stored;
    }

    /**
     * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y.
     *
     * @see QuantTensor#multiply
     */
    public void multiply(Matrix x, Matrix y, float alpha, float beta, Precision mode) {
        Matrix divided =
                scaled() && x.cols() == columnScales.length
                        ? scaled(x, j -> 1 / columnScales[j])
                        : x;
        packed.multiply(divided, y, alpha, beta, mode);
    }

    /** A dense copy with each column multiplied by its factor. */
    static Matrix scaled(Matrix of, IntToDoubleFunction factor) {
        long count = (long) of.rows() * of.cols();
        MemorySegment to = Arena.ofAuto().allocate(count * Float.BYTES, 64);
        for (int i = 0; i < of.rows(); i++) {
            float[] row = Activations.row(of, i);
            for (int j = 0; j < row.length; j++) {
                row[j] *= (float) factor.applyAsDouble(j);
            }
            long at = (long) i * row.length * Float.BYTES;
            MemorySegment.copy(row, 0, to, ValueLayout.JAVA_FLOAT_UNALIGNED, at, row.length);
        }
        return Matrix.rowMajor(to, of.rows(), of.cols());
    }
}
