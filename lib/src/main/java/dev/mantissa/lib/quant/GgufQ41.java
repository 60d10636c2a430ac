package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** GGUF Q4_1: an f16 scale and an f16 minimum, then 32 codes of 4 bits. Both are searched for. */
final class GgufQ41 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(32, 20, 32);

    GgufQ41() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufQ41(QuantOptions options) {
        super("q4_1", 3, 4, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 4 bit with a minimum for each block";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ41(options);
    }

    private static final UniformGrid GRID = new UniformGrid(0, 15, 1, 0);
    private static final RangeSearch SEARCH = new RangeSearch(GRID);

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        block.mins[0] = -f16(data, at + 2);
        GgufNibbles.read(data, at + 4, 16, block.codes, 0);
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);
        putF16(data, at + 2, -block.mins[0]);

        GgufNibbles.write(block.codes, 0, 16, data, at + 4);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = SEARCH.find(weights, from, count);
        block.scales[0] = fit.scale();
        block.mins[0] = -fit.zero();
        GRID.assign(weights, from, count, fit, block.codes, 0);
    }
}
