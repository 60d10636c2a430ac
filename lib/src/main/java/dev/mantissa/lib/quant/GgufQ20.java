package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q2_0: an f16 scale, then 64 codes of 2 bits for levels -1 to 2. The scale, which may be
 * negative, is searched for.
 */
final class GgufQ20 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(64, 18, 64);

    GgufQ20() {
        this(QuantOptions.of(64, ScaleRule.SEARCH));
    }

    private GgufQ20(QuantOptions options) {
        super("q2_0", 42, 2, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 2 bit, levels -1 to 2";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ20(options);
    }

    private static final UniformGrid GRID = new UniformGrid(0, 3, 1, 1);
    private static final ScaleSearch SEARCH =
            new ScaleSearch(GRID, ScaleSearch.steps(0.6f, 2, 20), true);

    @Override
    float level(int code) {
        return code - 1;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        for (int i = 0; i < 64; i++) {
            block.codes[i] = (byte) (u8(data, at + 2 + i / 4) >> i % 4 * 2 & 3);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);
        for (int b = 0; b < 16; b++) {
            int packed = 0;
            for (int i = 0; i < 4; i++) {
                packed |= block.codes[4 * b + i] << 2 * i;
            }
            put(data, at + 2 + b, packed);
        }
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = SEARCH.find(weights, from, count);
        block.scales[0] = fit.scale();
        GRID.assign(weights, from, count, fit, block.codes, 0);
    }
}
