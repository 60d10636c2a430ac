package dev.mantissa.lib.format;

import dev.mantissa.lib.UsageException;

/**
 * Symmetric integers: levels -q to q with q = 2^(bits-1) - 1, times the scale (largest magnitude) /
 * q of the block.
 */
public final class IntFormat extends BlockFormat {
    private final int bits;
    private final int levels;

    /**
     * @param bits 2 to 8
     * @param block values that share a scale; 0 if the whole vector does
     * @throws UsageException if there is no such format
     */
    public IntFormat(int bits, int block) {
        super("int" + bits + (block == 0 ? "" : ":g" + block), block);
        if (bits < 2 || bits > 8) {
            throw new UsageException("int%d: integers have 2 to 8 bits here".formatted(bits));
        }
        this.bits = bits;
        this.levels = (1 << (bits - 1)) - 1;
    }

    /** None: the levels are evenly spaced. */
    @Override
    public int exponentBits() {
        return 0;
    }

    @Override
    public int mantissaBits() {
        return bits - 1;
    }

    @Override
    void roundBlock(float[] values, int from, int count, float largest) {
        double scale = (double) largest / levels;
        for (int i = from; i < from + count; i++) {
            values[i] = (float) (Math.rint(values[i] / scale) * scale);
        }
    }
}
