package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q5_0: an f16 scale, then 32 codes of 5 bits for levels -16 to 15, their fifth bits first.
 * The scale, which may be negative, is searched for.
 */
final class GgufQ50 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(32, 22, 32);

    GgufQ50() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufQ50(QuantOptions options) {
        super("q5_0", 6, 5, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 5 bit, levels -16 to 15";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ50(options);
    }

    private static final UniformGrid GRID = new UniformGrid(0, 31, 1, 16);
    private static final ScaleSearch SEARCH =
            new ScaleSearch(GRID, ScaleSearch.steps(0.85f, 1.03f, 15), true);

    @Override
    float level(int code) {
        return code - 16;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        GgufNibbles.read(data, at + 6, 16, block.codes, 0);
        GgufNibbles.readFifth(data, at + 2, block.codes);
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);
        GgufNibbles.writeFifth(block.codes, data, at + 2);
        GgufNibbles.write(block.codes, 0, 16, data, at + 6);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = SEARCH.find(weights, from, count);
        block.scales[0] = fit.scale();
        GRID.assign(weights, from, count, fit, block.codes, 0);
    }
}
