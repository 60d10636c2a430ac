package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q5_K: 256 weights in 8 groups, each with a scale and a minimum of 6 bits; codes of 5 bits,
 * their fifth bits apart; two f16 factors.
 */
final class GgufQ5K extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 176, 32);
    private static final SuperBlockRange FIT =
            new SuperBlockRange(new UniformGrid(0, 31, 1, 0), 32, 63);

    GgufQ5K() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufQ5K(QuantOptions options) {
        super("q5_k", 13, 5, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 5 bit, scales and minima of 6 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ5K(options);
    }

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        GgufSixBits.read(data, at, block);
        for (int i = 0; i < 256; i++) {
            int code = u8(data, at + 48 + i / 64 * 32 + i % 32) >> i % 64 / 32 * 4 & 15;
            int fifth = u8(data, at + 16 + i % 32) >> i / 32 & 1;
            block.codes[i] = (byte) (code | fifth << 4);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        GgufSixBits.write(block, data, at);
        int[] packed = new int[160];
        for (int i = 0; i < 256; i++) {
            packed[i % 32] |= (block.codes[i] >> 4) << i / 32;
            packed[32 + i / 64 * 32 + i % 32] |= (block.codes[i] & 15) << i % 64 / 32 * 4;
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
