package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q5_1: an f16 scale and an f16 minimum, then 32 codes of 5 bits, their fifth bits first. Both
 * are searched for.
 */
final class GgufQ51 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(32, 24, 32);

    GgufQ51() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufQ51(QuantOptions options) {
        super("q5_1", 7, 5, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 5 bit with a minimum for each block";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ51(options);
    }

    private static final UniformGrid GRID = new UniformGrid(0, 31, 1, 0);
    private static final RangeSearch SEARCH = new RangeSearch(GRID);

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        block.mins[0] = -f16(data, at + 2);
        GgufNibbles.read(data, at + 8, 16, block.codes, 0);
        GgufNibbles.readFifth(data, at + 4, block.codes);
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);
        putF16(data, at + 2, -block.mins[0]);
        GgufNibbles.writeFifth(block.codes, data, at + 4);
        GgufNibbles.write(block.codes, 0, 16, data, at + 8);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = SEARCH.find(weights, from, count);
        block.scales[0] = fit.scale();
        block.mins[0] = -fit.zero();
        GRID.assign(weights, from, count, fit, block.codes, 0);
    }
}
