package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A result that shares memory with an operand: it is then computed beside it and copied when the
 * operands are no longer needed.
 */
final class Overlap {
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Overlap() {}

    /**
     * Whether the memory that {@code c} spans meets that of {@code x}. Two matrices that interleave
     * without a common element count as meeting: they only cost a copy.
     */
    static boolean of(Matrix c, Matrix x) {
        return c.rows() != 0
                && c.cols() != 0
                && x.rows() != 0
                && x.cols() != 0
                && span(c).asOverlappingSlice(span(x)).isPresent();
    }

    /** A dense copy of {@code c}; its elements only if {@code read}, else 0. */
    static Matrix beside(Matrix c, boolean read) {
        long bytes = (long) c.rows() * c.cols() * Float.BYTES;
        MemorySegment memory = Arena.ofAuto().allocate(bytes, 64);
        Matrix copy = Matrix.rowMajor(memory, c.rows(), c.cols());
        if (read) {
            copy(c, copy);
        }
        return copy;
    }

    static void copy(Matrix from, Matrix to) {
        for (int i = 0; i < to.rows(); i++) {
            for (int j = 0; j < to.cols(); j++) {
                to.host().set(F32, at(to, i, j), from.host().get(F32, at(from, i, j)));
            }
        }
    }

    private static MemorySegment span(Matrix x) {
        long down = (x.rows() - 1) * x.rowStride();
        long across = (x.cols() - 1) * x.colStride();
        long first = x.offset() + Math.min(down, 0) + Math.min(across, 0);
        long last = x.offset() + Math.max(down, 0) + Math.max(across, 0);
        return x.host().asSlice(first * Float.BYTES, (last - first + 1) * Float.BYTES);
    }

    private static long at(Matrix x, int row, int col) {
        return (x.offset() + row * x.rowStride() + col * x.colStride()) * Float.BYTES;
    }
}
