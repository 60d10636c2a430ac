package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** 2 bit: levels -1.5, -0.5, 0.5 and 1.5, so that all four codes are of use. */
final class Q2 extends UniformScheme {
    private static final float[] FACTORS = ScaleSearch.steps(0.35f, 1.0f, 14);

    Q2() {
        this(choices(ScaleRule.SEARCH).usual());
    }

    private Q2(QuantOptions options) {
        super(
                "q2",
                2,
                new UniformGrid(0, 3, 1, 1.5f),
                choices(ScaleRule.SEARCH),
                options,
                FACTORS,
                false);
    }

    @Override
    public String summary() {
        return "2 bit, levels ±0.5 and ±1.5";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Q2(options);
    }

    @Override
    void decodeVector(MemorySegment plane, long at, float scale, float[] to, int index) {
        BlockDecoder.q2(plane, at, scale, to, index);
    }
}
