package dev.mantissa.lib.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A strided view of a buffer as a matrix [rows, cols]; offset and strides count elements, so
 * row-major, column-major, transposed and sliced operands are all the same thing.
 */
public record Matrix(
        Buffer buffer,
        DType type,
        long offset,
        int rows,
        int cols,
        long rowStride,
        long colStride) {

    /** A dense row-major f32 matrix [rows, cols] over host memory. */
    public static Matrix rowMajor(MemorySegment data, int rows, int cols) {
        return new Matrix(new Buffer.Host(data), DType.F32, 0, rows, cols, cols, 1);
    }

    /** The same elements seen as [cols, rows]. */
    public Matrix transposed() {
        return new Matrix(buffer, type, offset, cols, rows, colStride, rowStride);
    }

    /**
     * The host memory.
     *
     * @throws IllegalStateException if the elements live on a device
     */
    public MemorySegment host() {
        if (buffer instanceof Buffer.Host(MemorySegment segment)) {
            return segment;
        }
        throw new IllegalStateException("the matrix lives on a device; download it first");
    }

    /**
     * A copy of one row of an f32 matrix in host memory.
     *
     * @throws IllegalStateException if the elements live on a device
     */
    public float[] row(int index) {
        MemorySegment memory = host();
        float[] values = new float[cols];
        for (int j = 0; j < cols; j++) {
            long at = offset + index * rowStride + j * colStride;
            values[j] = memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES);
        }
        return values;
    }
}
