package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns rows of a given length by an orthogonal matrix that spreads each large weight over its
 * neighbours: a random sign for each column, then Hadamard matrices along the diagonal. Weights of
 * any distribution come out nearly normal, and x · w stays the same if both are turned.
 *
 * <p>A row is cut into blocks of {@link #LARGEST} columns; what is left at its end into the largest
 * powers of two that fit, so 300 columns are 256, 32, 8 and 4. Every length can be turned; one that
 * is no multiple of 32 has a few columns at its end that are hardly mixed. The signs depend on the
 * column alone, so that any two matrices of one length are turned alike.
 */
final class Rotation {
    /** Columns that are mixed with one another at most. */
    static final int LARGEST = 256;

    private final int length;

    private Rotation(int length) {
        this.length = length;
    }

    static Rotation of(int length) {
        return new Rotation(length);
    }

    /** Turns one row in place. */
    void apply(float[] row, int from) {
        for (int col = 0; col < length; col += block(col)) {
            for (int i = col; i < col + block(col); i++) {
                row[from + i] *= sign(i);
            }
            hadamard(row, from + col, block(col));
        }
    }

    /** Turns columns of a row back in place; they begin and end with a block. */
    private void undo(float[] part, int col, int count) {
        for (int at = 0; at < count; at += block(col + at)) {
            hadamard(part, at, block(col + at));
        }
        for (int i = 0; i < count; i++) {
            part[i] *= sign(col + i);
        }
    }

    /** The rows of x [m, length], turned; x stays as it is. */
    Matrix rows(Matrix x) {
        MemorySegment from = x.host();
        MemorySegment to = Arena.ofAuto().allocate((long) x.rows() * length * Float.BYTES, 64);
        float[] row = new float[length];
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < length; j++) {
                long at = x.offset() + i * x.rowStride() + j * x.colStride();
                row[j] = from.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES);
            }
            apply(row, 0);
            long at = (long) i * length * Float.BYTES;
            MemorySegment.copy(row, 0, to, ValueLayout.JAVA_FLOAT_UNALIGNED, at, length);
        }
        return Matrix.rowMajor(to, x.rows(), length);
    }

    /** Reads weights that are stored turned, and turns them back. */
    void unpack(QuantTensor tensor, int row, int col, int count, float[] to, int at) {
        if (count == 0) {
            return;
        }
        int first = start(col);
        int last = start(col + count - 1);
        int end = last + block(last);
        float[] part = new float[end - first];
        tensor.scheme().unpack(tensor, row, first, part.length, part, 0);
        undo(part, first, part.length);
        System.arraycopy(part, col - first, to, at, count);
    }

    /** Columns of the block that begins at {@code start}. */
    int block(int start) {
        return Math.min(LARGEST, Integer.highestOneBit(length - start));
    }

    /** Where the block of a column begins. */
    private int start(int col) {
        int start = col / LARGEST * LARGEST;
        while (start + block(start) <= col) {
            start += block(start);
        }
        return start;
    }

    /** ±1 by the bits of a mixed column number; the mixing function is that of SplitMix64. */
    private static float sign(int col) {
        long z = (col + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return (z ^ z >>> 31) < 0 ? -1 : 1;
    }

    /** The fast Walsh-Hadamard transform, scaled so that it is its own inverse. */
    private static void hadamard(float[] row, int from, int size) {
        for (int half = 1; half < size; half *= 2) {
            for (int i = from; i < from + size; i += 2 * half) {
                for (int j = i; j < i + half; j++) {
                    float a = row[j];
                    float b = row[j + half];
                    row[j] = a + b;
                    row[j + half] = a - b;
                }
            }
        }
        float scale = (float) (1 / Math.sqrt(size));
        for (int i = from; i < from + size; i++) {
            row[i] *= scale;
        }
    }
}
