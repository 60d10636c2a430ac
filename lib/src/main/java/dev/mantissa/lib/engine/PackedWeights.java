package dev.mantissa.lib.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Weights [rows, cols] as planes: codes of a few bits, in blocks of 32 columns, and an f16 scale
 * for each group of columns; a weight is level(code) · scale. Immutable once products use it.
 */
public interface PackedWeights extends RowSource {
    /** Columns whose codes are packed together: {@code 4 · bits} bytes. */
    int BLOCK = 32;

    /** Bits per code. */
    int bits();

    /** Columns that share a scale, a multiple of 32. */
    int group();

    /** What a code stands for where the scale is 1. */
    float level(int code);

    /**
     * The plane of codes: row r begins at byte r · {@link #rowBytes()}. Byte j of a block holds
     * codes j, j + 4 · bits, j + 8 · bits and so on, the first in the lowest bits; what is missing
     * of the last block is 0.
     */
    MemorySegment codes();

    /** Bytes from one row of codes to the next. */
    long rowBytes();

    /** The plane of f16 scales [rows][cols / group], rounded up. */
    MemorySegment scales();

    /** Bytes from one row of scales to the next. */
    default long scaleRowBytes() {
        return (cols() + group() - 1L) / group() * Short.BYTES;
    }

    /** The scale of one block of a row, as f32. */
    default float scale(int row, int block) {
        long at = row * scaleRowBytes() + block * BLOCK / group() * (long) Short.BYTES;
        return Float.float16ToFloat(scales().get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
    }
}
