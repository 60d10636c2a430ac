package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Matrices for tests, in every layout that an engine must read. */
final class Matrices {
    /** How the elements lie in memory. */
    enum Layout {
        ROW_MAJOR,
        COLUMN_MAJOR,
        /** A row-major window into a larger matrix, not at its start. */
        WINDOW,
        /** A column-major window into a larger matrix. */
        COLUMN_WINDOW,
        /** Every second element in both directions. */
        STRIDED
    }

    private Matrices() {}

    static Matrix of(Layout layout, int rows, int cols, DoubleSupplier values) {
        Matrix matrix =
                switch (layout) {
                    case ROW_MAJOR -> offHeap(rows, cols, 0, cols, 1, (long) rows * cols);
                    case COLUMN_MAJOR -> heap(rows, cols, 0, 1, rows, (long) rows * cols);
                    case WINDOW -> heap(rows, cols, 5, cols + 3, 1, 5 + (cols + 3L) * rows);
                    case COLUMN_WINDOW ->
                            offHeap(rows, cols, 7, 1, rows + 2, 7 + (rows + 2L) * cols);
                    case STRIDED ->
                            offHeap(rows, cols, 1, 2L * cols + 1, 2, 1 + (2L * cols + 1) * rows);
                };
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                set(matrix, i, j, (float) values.getAsDouble());
            }
        }
        return matrix;
    }

    static Matrix normal(Layout layout, int rows, int cols, long seed) {
        return of(layout, rows, cols, new Random(seed)::nextGaussian);
    }

    /** Integers from -8 to 8: products and sums of them are exact in f32, tf32, bf16 and f16. */
    static Matrix integers(Layout layout, int rows, int cols, long seed) {
        Random random = new Random(seed);
        return of(layout, rows, cols, () -> random.nextInt(17) - 8);
    }

    static Matrix filled(Layout layout, int rows, int cols, float value) {
        return of(layout, rows, cols, () -> value);
    }

    static float get(Matrix x, int row, int col) {
        return x.host().get(ValueLayout.JAVA_FLOAT_UNALIGNED, at(x, row, col));
    }

    static void set(Matrix x, int row, int col, float value) {
        x.host().set(ValueLayout.JAVA_FLOAT_UNALIGNED, at(x, row, col), value);
    }

    /** Row-major copy of the elements. */
    static float[] values(Matrix x) {
        float[] values = new float[x.rows() * x.cols()];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.cols(); j++) {
                values[i * x.cols() + j] = get(x, i, j);
            }
        }
        return values;
    }

    /** Relative Frobenius error of {@code actual} against {@code exact}. */
    static double error(float[] actual, double[] exact) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < exact.length; i++) {
            difference += (actual[i] - exact[i]) * (actual[i] - exact[i]);
            norm += exact[i] * exact[i];
        }
        return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
    }

    private static long at(Matrix x, int row, int col) {
        return (x.offset() + row * x.rowStride() + col * x.colStride()) * Float.BYTES;
    }

    private static Matrix offHeap(
            int rows, int cols, long offset, long rowStride, long colStride, long elements) {
        MemorySegment memory = Arena.ofAuto().allocate(elements * Float.BYTES, 4);
        return matrix(memory, rows, cols, offset, rowStride, colStride);
    }

    private static Matrix heap(
            int rows, int cols, long offset, long rowStride, long colStride, long elements) {
        MemorySegment memory = MemorySegment.ofArray(new float[(int) elements]);
        return matrix(memory, rows, cols, offset, rowStride, colStride);
    }

    private static Matrix matrix(
            MemorySegment memory, int rows, int cols, long offset, long rowStride, long colStride) {
        return new Matrix(
                new Buffer.Host(memory), DType.F32, offset, rows, cols, rowStride, colStride);
    }
}
