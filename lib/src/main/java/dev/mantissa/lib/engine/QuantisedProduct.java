package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Products with packed weights, by the engine of the settings in force. */
public final class QuantisedProduct {
    private QuantisedProduct() {}

    /**
     * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y. With beta = 0, y is not
     * read. Weights are unpacked a piece at a time; both factors are rounded as {@code mode} says.
     *
     * @throws IllegalArgumentException if shapes or types do not fit
     * @throws CancelledException if the calling thread was interrupted
     */
    public static void multiply(
            Matrix x, RowSource weights, Matrix y, float alpha, float beta, Precision mode) {
        multiply(Engines.current(), x, weights, y, alpha, beta, mode);
    }

    /** The same by the given engine; one that cannot read packed weights gets unpacked rows. */
    static void multiply(
            Engine engine,
            Matrix x,
            RowSource weights,
            Matrix y,
            float alpha,
            float beta,
            Precision mode) {
        Operands.checkPacked(engine.name(), x, weights, y);
        boolean f32 = mode.accumulation() == Accumulation.F32 && mode.isPlain();
        if (engine instanceof VectorEngine vector && f32) {
            NumberFormat format = mode.operandFormat();
            vector.multiply(x, weights, y, alpha, beta, format);
        } else if (Overlap.of(y, x)) {
            Matrix beside = Overlap.beside(y, beta != 0);
            byRows(engine, x, weights, beside, alpha, beta, mode);
            Overlap.copy(beside, y);
        } else {
            byRows(engine, x, weights, y, alpha, beta, mode);
        }
    }

    /** Row by row of the weights, so that no unpacked copy of them all is ever held. */
    private static void byRows(
            Engine engine,
            Matrix x,
            RowSource weights,
            Matrix y,
            float alpha,
            float beta,
            Precision mode) {
        int k = weights.cols();
        float[] row = new float[k];
        try (Arena arena = Arena.ofShared()) {
            Matrix column = Matrix.rowMajor(arena.allocate((long) k * Float.BYTES, 64), k, 1);
            for (int j = 0; j < weights.rows(); j++) {
                weights.read(j, 0, k, row, 0);
                MemorySegment.copy(row, 0, column.host(), ValueLayout.JAVA_FLOAT, 0, k);
                Matrix out =
                        new Matrix(
                                y.buffer(),
                                y.type(),
                                y.offset() + j * y.colStride(),
                                y.rows(),
                                1,
                                y.rowStride(),
                                1);
                engine.matmul(x, column, out, alpha, beta, mode);
            }
        }
    }
}
