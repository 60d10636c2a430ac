package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** 8 bit: levels -127 to 127; -128 is used by the asymmetric form alone. */
final class Q8 extends UniformScheme {
    private static final float[] FACTORS = ScaleSearch.steps(0.985f, 1.005f, 21);

    Q8() {
        this(choices(ScaleRule.ABSMAX).usual());
    }

    private Q8(QuantOptions options) {
        super(
                "q8",
                8,
                new UniformGrid(-127, 127, 1, 0),
                choices(ScaleRule.ABSMAX),
                options,
                FACTORS,
                false);
    }

    @Override
    public String summary() {
        return "8 bit, levels -127 to 127";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Q8(options);
    }

    @Override
    void decodeVector(MemorySegment plane, long at, float scale, float[] to, int index) {
        BlockDecoder.q8(plane, at, scale, to, index);
    }
}
