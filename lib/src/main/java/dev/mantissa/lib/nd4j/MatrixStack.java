package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of an f32 array as matrices [rows, cols], one for each index before the last two
 * dimensions; a vector is a matrix of one row or one column.
 */
record MatrixStack(
        Buffer memory,
        long[] shape,
        long[] strides,
        int count,
        int rows,
        int cols,
        long rowStride,
        long colStride) {

    private static final int MATRIX = 2;

    /**
     * True if {@link #of} can see it so: f32, at least one dimension and element, no stride below
     * 0.
     */
    static boolean fits(INDArray array) {
        if (array.rank() < 1 || !OperandRounder.governs(array)) {
            return false;
        }
        for (long stride : array.stride()) {
            if (stride < 0) {
                return false;
            }
        }
        return array.length() <= Integer.MAX_VALUE;
    }

    /**
     * @param asRow whether a vector is a row; else it is a column
     */
    static MatrixStack of(INDArray array, boolean asRow) {
        long[] shape = array.shape();
        long[] strides = array.stride();
        int rank = shape.length;
        long span = 1;
        int count = 1;
        for (int i = 0; i < rank; i++) {
            span += (shape[i] - 1) * strides[i];
            count *= i < rank - MATRIX ? (int) shape[i] : 1;
        }
        Buffer memory = new Buffer.Host(OperandRounder.memory(array, span));
        int last = (int) shape[rank - 1];
        long step = strides[rank - 1];
        if (rank >= MATRIX) {
            int rows = (int) shape[rank - MATRIX];
            long down = strides[rank - MATRIX];
            return new MatrixStack(memory, shape, strides, count, rows, last, down, step);
        }
        return asRow
                ? new MatrixStack(memory, shape, strides, 1, 1, last, step * last, step)
                : new MatrixStack(memory, shape, strides, 1, last, 1, step, step * last);
    }

    MatrixStack transposed() {
        return new MatrixStack(memory, shape, strides, count, cols, rows, colStride, rowStride);
    }

    /** False for an array that repeats its elements, as a broadcast one does. */
    boolean ownsItsElements() {
        for (int i = 0; i < shape.length; i++) {
            if (strides[i] == 0 && shape[i] > 1) {
                return false;
            }
        }
        return true;
    }

    /** The matrix of that number, in c order of the dimensions before the last two. */
    Matrix matrix(int index) {
        long offset = 0;
        int rest = index;
        for (int i = shape.length - MATRIX - 1; i >= 0; i--) {
            offset += rest % shape[i] * strides[i];
            rest /= (int) shape[i];
        }
        return new Matrix(memory, DType.F32, offset, rows, cols, rowStride, colStride);
    }
}
