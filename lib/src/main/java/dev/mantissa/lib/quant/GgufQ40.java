package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q4_0: an f16 scale, then 32 codes of 4 bits for levels -8 to 7. The scale, which may be
 * negative, is searched for.
 */
final class GgufQ40 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(32, 18, 32);

    GgufQ40() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufQ40(QuantOptions options) {
        super("q4_0", 2, 4, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 4 bit, levels -8 to 7";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ40(options);
    }

    private static final UniformGrid GRID = new UniformGrid(0, 15, 1, 8);
    private static final ScaleSearch SEARCH =
            new ScaleSearch(GRID, ScaleSearch.steps(0.7f, 1.05f, 15), true);

    @Override
    float level(int code) {
        return code - 8;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        GgufNibbles.read(data, at + 2, 16, block.codes, 0);
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);

        GgufNibbles.write(block.codes, 0, 16, data, at + 2);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = SEARCH.find(weights, from, count);
        block.scales[0] = fit.scale();
        GRID.assign(weights, from, count, fit, block.codes, 0);
    }
}
