package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q4_K: 256 weights in 8 groups, each with a scale and a minimum of 6 bits; codes of 4 bits;
 * two f16 factors.
 */
final class GgufQ4K extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 144, 32);
    private static final SuperBlockRange FIT =
            new SuperBlockRange(new UniformGrid(0, 15, 1, 0), 32, 63);

    GgufQ4K() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufQ4K(QuantOptions options) {
        super("q4_k", 12, 4, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 4 bit, scales and minima of 6 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ4K(options);
    }

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        GgufSixBits.read(data, at, block);
        for (int i = 0; i < 256; i++) {
            int code = u8(data, at + 16 + i / 64 * 32 + i % 32) >> i % 64 / 32 * 4 & 15;
            block.codes[i] = (byte) code;
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        GgufSixBits.write(block, data, at);
        int[] packed = new int[128];
        for (int i = 0; i < 256; i++) {
            packed[i / 64 * 32 + i % 32] |= block.codes[i] << i % 64 / 32 * 4;
        }
        for (int j = 0; j < packed.length; j++) {
            put(data, at + 16 + j, packed[j]);
        }
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        FIT.fit(weights, from, count, block);
    }
}
