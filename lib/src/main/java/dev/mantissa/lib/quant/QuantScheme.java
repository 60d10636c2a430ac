package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/**
 * A way to store weights in few bits: a code of {@link #bits()} per weight and one f16 scale per
 * {@link #group()} weights of a row; a weight is read as level(code) · scale. One implementation is
 * one file, made known by one line in {@link QuantSchemes}.
 */
public interface QuantScheme {
    /** Weights whose codes are packed together; every group is a multiple of it. */
    int BLOCK = 32;

    /** Lower-case name, as typed: "q4". */
    String name();

    /** One sentence for tables and help. */
    String summary();

    /** Bits per code: 8, 4, 2 or 1. */
    int bits();

    /** Weights that share a scale: 32, 64 or 128. */
    int group();

    /** How a scale is found: "absmax", "search" or "mean". */
    String scaleChoice();

    /**
     * The same scheme with another group.
     *
     * @throws dev.mantissa.lib.UsageException if there is no such group
     */
    QuantScheme withGroup(int group);

    /** Relative RMS error expected on normally distributed weights. */
    double expectedError();

    /** What weight a code stands for where the scale is 1. */
    float level(int code);

    /**
     * Finds the scale and the codes of one group.
     *
     * @param weights finite; the group begins at {@code from} and has {@code count} weights, fewer
     *     than {@link #group()} only at the end of a row
     * @param codes receives the codes from index 0
     * @return the scale, as f16 bits
     */
    short encode(float[] weights, int from, int count, byte[] codes);

    /** Packs the codes of one block into {@code 4 · bits} bytes of the plane. */
    void pack(byte[] codes, int from, MemorySegment plane, long at);

    /** One code of the block that begins at byte {@code at} of the plane. */
    int code(MemorySegment plane, long at, int index);

    /**
     * Reads the weights of whole blocks.
     *
     * @param at the byte where the first block begins
     * @param scales f16 values, that of the first block's group at byte {@code scaleAt}
     * @param block how many blocks into its group the first one is
     */
    void decode(
            MemorySegment plane,
            long at,
            MemorySegment scales,
            long scaleAt,
            int block,
            int blocks,
            float[] to,
            int toIndex);

    /** Bits per weight with the scale's share, where rows are whole groups. */
    default double bitsPerWeight() {
        return bits() + Short.SIZE / (double) group();
    }

    /**
     * Largest relative RMS error that normally distributed weights may show: the expected one, its
     * scatter over that many groups, and the resolution of the f16 scales.
     */
    default double tolerance(long weights) {
        double groups = Math.max(1, weights / (double) group());
        return expectedError() * (1.02 + 2 / Math.sqrt(groups)) + 1e-4;
    }

    /**
     * Packs weights [n, k], a scale per group of each row.
     *
     * @throws dev.mantissa.lib.UsageException if a weight is not finite or too large
     */
    default QuantTensor encode(Matrix weights) {
        return QuantEncoder.encode(this, weights);
    }
}
