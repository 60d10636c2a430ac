package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** GGUF Q8_0: an f16 scale, then 32 signed bytes; the largest weight at ±127. */
final class GgufQ80 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(32, 34, 32);

    GgufQ80() {
        this(QuantOptions.of(32, ScaleRule.ABSMAX));
    }

    private GgufQ80(QuantOptions options) {
        super("q8_0", 8, 8, LAYOUT, ScaleRule.ABSMAX, options);
    }

    @Override
    public String summary() {
        return "GGUF: 8 bit, levels -127 to 127";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ80(options);
    }

    private static final UniformGrid GRID = new UniformGrid(-127, 127, 1, 0);

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        for (int i = 0; i < 32; i++) {
            block.codes[i] = (byte) u8(data, at + 2 + i);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);
        for (int i = 0; i < 32; i++) {
            put(data, at + 2 + i, block.codes[i]);
        }
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = ScaleSearch.absmax(GRID.top(), weights, from, count);
        block.scales[0] = fit.scale();
        GRID.assign(weights, from, count, fit, block.codes, 0);
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return AbsmaxError.of(weights, GRID.levels(), group);
    }
}
