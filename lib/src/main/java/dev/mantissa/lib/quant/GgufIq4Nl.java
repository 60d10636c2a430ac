package dev.mantissa.lib.quant;

/**
 * GGUF IQ4_NL: an f16 scale, then 32 codes of 4 bits for levels that are denser around 0. The
 * scale, which may be negative, is searched for.
 */
final class GgufIq4Nl extends GgufBlock32 {
    GgufIq4Nl() {
        this(usual());
    }

    private GgufIq4Nl(QuantOptions options) {
        super("iq4_nl", 20, 4, false, options);
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
    void fit(float[] weights, int from, int count, GgufBlock block) {
        float scale = storedF16(LEVELS.search(weights, from, count, FACTORS, true));
        block.scales[0] = scale;
        LEVELS.assign(weights, from, count, scale, block.codes, 0);
    }
}
