package dev.mantissa.lib.tensor;

import java.lang.foreign.MemorySegment;

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
}
