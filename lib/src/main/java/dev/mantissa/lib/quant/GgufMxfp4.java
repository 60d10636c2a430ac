package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF MXFP4: as {@code mxfp4}, the scale's byte before the 16 bytes of codes. As in ggml, 255 is
 * one more power of two and not NaN.
 */
final class GgufMxfp4 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(32, 17, 32);

    GgufMxfp4() {
        this(QuantOptions.of(32, ScaleRule.ABSMAX));
    }

    private GgufMxfp4(QuantOptions options) {
        super("mxfp4_gguf", 39, 4, LAYOUT, ScaleRule.ABSMAX, options);
    }

    @Override
    public String summary() {
        return "GGUF: mxfp4, scale and codes together";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufMxfp4(options);
    }

    @Override
    float level(int code) {
        return 2 * CodeBook.E2M1.level(code);
    }

    @Override
    public double largestWeight() {
        return Float.MAX_VALUE;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        // Half the scale times twice the level, so that 255 is a number: 2^128 is none in f32.
        block.scales[0] = Math.scalb(1f, u8(data, at) - 128);
        GgufNibbles.read(data, at + 1, 16, block.codes, 0);
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        ScaleType.E8M0.set(data, at, 2 * block.scales[0]);
        GgufNibbles.write(block.codes, 0, 16, data, at + 1);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        float scale = Mxfp4.rule(ScaleSearch.largest(weights, from, count));
        block.scales[0] = scale / 2;
        CodeBook.E2M1_GGML.assign(weights, from, count, scale, block.codes, 0);
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return AbsmaxError.of(weights, CodeBook.E2M1.ascending(), group, Mxfp4::rule);
    }
}
