package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q3_K: 256 weights in 16 groups, each with a scale from -32 to 31; codes of 3 bits for levels
 * -4 to 3, their high bits apart; one f16 factor.
 */
final class GgufQ3K extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 110, 16);
    private static final UniformGrid GRID = new UniformGrid(0, 7, 1, 4);
    private static final ScaleSearch SEARCH =
            new ScaleSearch(GRID, ScaleSearch.steps(0.5f, 1.1f, 15), true);
    private static final SuperBlock FIT = new SuperBlock(GRID, 16, -32);

    GgufQ3K() {
        this(QuantOptions.of(16, ScaleRule.SEARCH));
    }

    private GgufQ3K(QuantOptions options) {
        super("q3_k", 11, 3, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 3 bit, levels -4 to 3, scales of 6 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ3K(options);
    }

    @Override
    float level(int code) {
        return code - 4;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        float d = f16(data, at + 108);
        for (int g = 0; g < 16; g++) {
            int low = u8(data, at + 96 + g % 8) >> g / 8 * 4 & 15;
            int high = u8(data, at + 104 + g % 4) >> g / 4 * 2 & 3;
            block.scales[g] = d * ((low | high << 4) - 32);
        }
        for (int i = 0; i < 256; i++) {
            int low = u8(data, at + 32 + GgufQ2K.place(i)) >> GgufQ2K.shift(i) & 3;
            int high = u8(data, at + i % 32) >> i / 32 & 1;
            block.codes[i] = (byte) (low | high << 2);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        int[] packed = new int[108];
        for (int i = 0; i < 256; i++) {
            packed[i % 32] |= (block.codes[i] >> 2) << i / 32;
            packed[32 + GgufQ2K.place(i)] |= (block.codes[i] & 3) << GgufQ2K.shift(i);
        }
        for (int g = 0; g < 16; g++) {
            int scale = block.scaleCodes[g] + 32;
            packed[96 + g % 8] |= (scale & 15) << g / 8 * 4;
            packed[104 + g % 4] |= (scale >> 4) << g / 4 * 2;
        }
        for (int j = 0; j < 108; j++) {
            put(data, at + j, packed[j]);
        }
        putF16(data, at + 108, block.d);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        FIT.fit(weights, from, count, SEARCH::findUnrounded, block);
    }
}
