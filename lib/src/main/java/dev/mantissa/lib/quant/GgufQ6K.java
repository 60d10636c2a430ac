package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q6_K: 256 weights in 16 groups, each with a signed byte for a scale; codes of 6 bits for
 * levels -32 to 31, their high two bits apart; one f16 factor.
 */
final class GgufQ6K extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 210, 16);
    private static final UniformGrid GRID = new UniformGrid(0, 63, 1, 32);
    private static final ScaleSearch SEARCH =
            new ScaleSearch(GRID, ScaleSearch.steps(0.94f, 1.04f, 15), true);
    private static final SuperBlock FIT = new SuperBlock(GRID, 16, -128);

    GgufQ6K() {
        this(QuantOptions.of(16, ScaleRule.SEARCH));
    }

    private GgufQ6K(QuantOptions options) {
        super("q6_k", 14, 6, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 6 bit, levels -32 to 31, scales of 8 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ6K(options);
    }

    @Override
    float level(int code) {
        return code - 32;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        float d = f16(data, at + 208);
        for (int g = 0; g < 16; g++) {
            block.scales[g] = d * (byte) u8(data, at + 192 + g);
        }
        for (int i = 0; i < 256; i++) {
            int low = u8(data, at + low(i)) >> i % 128 / 64 * 4 & 15;
            int high = u8(data, at + 128 + GgufQ2K.place(i)) >> GgufQ2K.shift(i) & 3;
            block.codes[i] = (byte) (low | high << 4);
        }
    }

    /** The byte with the low four bits: each half of a block has 64 of them. */
    private static int low(int i) {
        return i / 128 * 64 + i % 64;
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        int[] packed = new int[192];
        for (int i = 0; i < 256; i++) {
            packed[low(i)] |= (block.codes[i] & 15) << i % 128 / 64 * 4;
            packed[128 + GgufQ2K.place(i)] |= (block.codes[i] >> 4) << GgufQ2K.shift(i);
        }
        for (int j = 0; j < 192; j++) {
            put(data, at + j, packed[j]);
        }
        for (int g = 0; g < 16; g++) {
            put(data, at + 192 + g, block.scaleCodes[g]);
        }
        putF16(data, at + 208, block.d);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        FIT.fit(weights, from, count, SEARCH::findUnrounded, block);
    }
}
