package dev.mantissa.lib.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Packed weights in the order in which the kernels read them, for every width: panels of {@link
 * #ROWS} rows; in a panel first the codes, for each block of 32 columns four bytes of every row
 * side by side, then the scales, 16 f16 for each block. A block's bytes are those of the plane, so
 * that packing copies whole ints. Larger groups repeat their scale.
 */
public final class Panels {
    /** Rows of a panel. */
    public static final int ROWS = 16;

    /** Columns of a block. */
    public static final int BLOCK = 32;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort F16 = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final int bits;
    private final int rows;
    private final int blocks;
    private final long codeBytes;
    private final long panelBytes;
    private final MemorySegment memory;

    /** All codes and scales 0, to be filled panel by panel. */
    public Panels(int bits, int rows, int cols) {
        this.bits = bits;
        this.rows = rows;
        blocks = (cols + BLOCK - 1) / BLOCK;
        codeBytes = blocks * (long) bits * ROWS * Integer.BYTES;
        panelBytes = codeBytes + blocks * (long) ROWS * Short.BYTES;
        memory = Arena.ofAuto().allocate(count() * panelBytes, 64);
    }

    public int bits() {
        return bits;
    }

    public int rows() {
        return rows;
    }

    /** Blocks of 32 columns, the last one filled up with zeros. */
    public int blocks() {
        return blocks;
    }

    /** How many panels there are. */
    public int count() {
        return (rows + ROWS - 1) / ROWS;
    }

    public long bytes() {
        return memory.byteSize();
    }

    /** All panels, one after another. */
    public MemorySegment memory() {
        return memory;
    }

    /** Where the codes of a panel begin, in bytes. */
    public long codes(int panel) {
        return panel * panelBytes;
    }

    /** Where the scales of a panel begin, in bytes. */
    public long scales(int panel) {
        return panel * panelBytes + codeBytes;
    }

    /**
     * Fills one panel from the planes of codes and scales.
     *
     * @param rowBytes from one row of codes to the next
     * @param scaleRowBytes from one row of scales to the next
     * @param group columns that share a scale, a multiple of 32
     */
    public void fill(
            int panel,
            MemorySegment codes,
            long rowBytes,
            MemorySegment scales,
            long scaleRowBytes,
            int group) {
        long at = codes(panel);
        int ints = blocks * bits;
        for (int r = 0; r < Math.min(ROWS, rows - panel * ROWS); r++) {
            long row = panel * (long) ROWS + r;
            for (int i = 0; i < ints; i++) {
                int word = codes.get(INT, row * rowBytes + i * 4L);
                memory.set(INT, at + (i * (long) ROWS + r) * 4, word);
            }
            for (int b = 0; b < blocks; b++) {
                short scale = scales.get(F16, row * scaleRowBytes + b * BLOCK / group * 2L);
                memory.set(F16, scales(panel) + (b * (long) ROWS + r) * 2, scale);
            }
        }
    }
}
