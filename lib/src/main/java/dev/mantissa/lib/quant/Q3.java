package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** 3 bit: levels -4 to 3; a searched scale may be negative, absmax uses -3 to 3. */
final class Q3 extends UniformScheme {
    private static final float[] FACTORS = ScaleSearch.steps(0.5f, 1.1f, 15);

    Q3() {
        this(choices(ScaleRule.SEARCH).usual());
    }

    private Q3(QuantOptions options) {
        super(
                "q3",
                3,
                new UniformGrid(0, 7, 1, 4),
                choices(ScaleRule.SEARCH),
                options,
                FACTORS,
                true);
    }

    @Override
    public String summary() {
        return "3 bit, levels -4 to 3";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Q3(options);
    }

    @Override
    void decodeVector(MemorySegment plane, long at, float scale, float[] to, int index) {
        BlockDecoder.q3(plane, at, scale, to, index);
    }
}
