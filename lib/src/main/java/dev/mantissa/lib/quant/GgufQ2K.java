package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q2_K: 256 weights in 16 groups, each with a scale and a minimum of 4 bits; codes of 2 bits;
 * two f16 factors.
 */
final class GgufQ2K extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 84, 16);
    private static final SuperBlockRange FIT =
            new SuperBlockRange(new UniformGrid(0, 3, 1, 0), 16, 15);

    GgufQ2K() {
        this(QuantOptions.of(16, ScaleRule.SEARCH));
    }

    private GgufQ2K(QuantOptions options) {
        super("q2_k", 10, 2, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 2 bit, scales and minima of 4 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ2K(options);
    }

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        float d = f16(data, at + 80);
        float dmin = f16(data, at + 82);
        for (int g = 0; g < 16; g++) {
            block.scales[g] = d * (u8(data, at + g) & 15);
            block.mins[g] = dmin * (u8(data, at + g) >> 4);
        }
        for (int i = 0; i < 256; i++) {
            block.codes[i] = (byte) (u8(data, at + 16 + place(i)) >> shift(i) & 3);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        for (int g = 0; g < 16; g++) {
            put(data, at + g, block.scaleCodes[g] | block.minCodes[g] << 4);
        }
        int[] packed = new int[64];
        for (int i = 0; i < 256; i++) {
            packed[place(i)] |= block.codes[i] << shift(i);
        }
        for (int j = 0; j < 64; j++) {
            put(data, at + 16 + j, packed[j]);
        }
        putF16(data, at + 80, block.d);
        putF16(data, at + 82, block.dmin);
    }

    /** The byte of a code: each half of a block has 32 of them. */
    static int place(int i) {
        return i / 128 * 32 + i % 32;
    }

    /** Its lowest bit: each quarter of a half has the next two. */
    static int shift(int i) {
        return i % 128 / 32 * 2;
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        FIT.fit(weights, from, count, block);
    }
}
