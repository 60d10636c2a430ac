package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * 4 bit: levels -8 to 7. A searched scale may be negative, which puts the spare level on the side
 * where the group needs it; absmax uses -7 to 7.
 */
final class Q4 extends UniformScheme {
    private static final float[] FACTORS = ScaleSearch.steps(0.7f, 1.05f, 15);

    Q4() {
        this(choices(ScaleRule.SEARCH).usual());
    }

    private Q4(QuantOptions options) {
        super(
                "q4",
                4,
                new UniformGrid(0, 15, 1, 8),
                choices(ScaleRule.SEARCH),
                options,
                FACTORS,
                true);
    }

    @Override
    public String summary() {
        return "4 bit, levels -8 to 7";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new Q4(options);
    }

    @Override
    void decodeVector(MemorySegment plane, long at, float scale, float[] to, int index) {
        BlockDecoder.q4(plane, at, scale, to, index);
    }
}
