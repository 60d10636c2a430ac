package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF's blocks of 32 codes of 4 or 5 bits: an f16 scale, in some an f16 minimum, the fifth bits
 * where there are any, then the low four.
 */
abstract class GgufBlock32 extends GgufScheme {
    private static final int FIFTH_BYTES = 4;
    private static final int LOW_BYTES = 16;

    private final boolean minimum;

    /**
     * @param minimum whether each block has one
     */
    GgufBlock32(String name, int type, int bits, boolean minimum, QuantOptions options) {
        super(name, type, bits, layout(bits, minimum), ScaleRule.SEARCH, options);
        this.minimum = minimum;
    }

    static QuantOptions usual() {
        return QuantOptions.of(32, ScaleRule.SEARCH);
    }

    private static Layout layout(int bits, boolean minimum) {
        int head = minimum ? 2 * Short.BYTES : Short.BYTES;
        return new Layout(32, head + (bits == 5 ? FIFTH_BYTES : 0) + LOW_BYTES, 32);
    }

    private long fifthBits(long at) {
        return at + (minimum ? 2 * Short.BYTES : Short.BYTES);
    }

    private long lowBits(long at) {
        return at + layout().bytes() - LOW_BYTES;
    }

    @Override
    final void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        if (minimum) {
            block.mins[0] = -f16(data, at + 2);
        }
        GgufNibbles.read(data, lowBits(at), 16, block.codes, 0);
        if (bits() == 5) {
            GgufNibbles.readFifth(data, fifthBits(at), block.codes);
        }
    }

    @Override
    final void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);
        if (minimum) {
            putF16(data, at + 2, -block.mins[0]);
        }
        if (bits() == 5) {
            GgufNibbles.writeFifth(block.codes, data, fifthBits(at));
        }
        GgufNibbles.write(block.codes, 0, 16, data, lowBits(at));
    }
}
