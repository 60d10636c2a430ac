package dev.mantissa.lib.quant;

/**
 * GGUF Q4_0 and Q5_0: blocks of 32 codes for levels around 0, and their scale. It may be negative,
 * and is searched for.
 */
final class GgufScaled extends GgufBlock32 {
    private final float[] factors;
    private final UniformGrid grid;
    private final ScaleSearch search;

    /** Levels -8 to 7. */
    static GgufScaled q40() {
        return new GgufScaled("q4_0", 2, 4, ScaleSearch.steps(0.7f, 1.05f, 15), usual());
    }

    /** Levels -16 to 15. */
    static GgufScaled q50() {
        return new GgufScaled("q5_0", 6, 5, ScaleSearch.steps(0.85f, 1.03f, 15), usual());
    }

    private GgufScaled(String name, int type, int bits, float[] factors, QuantOptions options) {
        super(name, type, bits, false, options);
        this.factors = factors;
        grid = new UniformGrid(0, (1 << bits) - 1, 1, 1 << (bits - 1));
        search = new ScaleSearch(grid, factors, true);
    }

    @Override
    public String summary() {
        return "GGUF: %d bit, levels %.0f to %.0f".formatted(bits(), grid.least(), grid.most());
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufScaled(name(), type(), bits(), factors, options);
    }

    @Override
    float level(int code) {
        return grid.level(code);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = search.find(weights, from, count);
        block.scales[0] = fit.scale();
        grid.assign(weights, from, count, fit, block.codes, 0);
    }
}
