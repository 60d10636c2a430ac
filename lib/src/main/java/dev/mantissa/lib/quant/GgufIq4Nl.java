package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF IQ4_NL: an f16 scale, then 32 codes of 4 bits for levels that are denser around 0. The
 * scale, which may be negative, is searched for.
 */
final class GgufIq4Nl extends GgufScheme {
    private static final Layout LAYOUT = new Layout(32, 18, 32);

    GgufIq4Nl() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufIq4Nl(QuantOptions options) {
        super("iq4_nl", 20, 4, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 4 bit, levels denser around 0";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufIq4Nl(options);
    }

    /** The format's own: part of what a file means. */
    static final CodeBook LEVELS =
            new CodeBook(-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113);

    static final float[] FACTORS = ScaleSearch.steps(0.7f, 1.15f, 21);

    @Override
    float level(int code) {
        return LEVELS.level(code);
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
        float scale = storedF16(LEVELS.search(weights, from, count, FACTORS, true));
        block.scales[0] = scale;
        LEVELS.assign(weights, from, count, scale, block.codes, 0);
    }
}
