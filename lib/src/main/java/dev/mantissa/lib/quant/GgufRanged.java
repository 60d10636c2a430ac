package dev.mantissa.lib.quant;

/** GGUF Q4_1 and Q5_1: blocks of 32 codes, their scale and their minimum. Both are searched for. */
final class GgufRanged extends GgufBlock32 {
    private final UniformGrid grid;
    private final RangeSearch search;

    static GgufRanged q41() {
        return new GgufRanged("q4_1", 3, 4, usual());
    }

    static GgufRanged q51() {
        return new GgufRanged("q5_1", 7, 5, usual());
    }

    private GgufRanged(String name, int type, int bits, QuantOptions options) {
        super(name, type, bits, true, options);
        grid = new UniformGrid(0, (1 << bits) - 1, 1, 0);
        search = new RangeSearch(grid);
    }

    @Override
    public String summary() {
        return "GGUF: %d bit with a minimum for each block".formatted(bits());
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufRanged(name(), type(), bits(), options);
    }

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        GroupFit fit = search.find(weights, from, count);
        block.scales[0] = fit.scale();
        block.mins[0] = -fit.zero();
        grid.assign(weights, from, count, fit, block.codes, 0);
    }
}
