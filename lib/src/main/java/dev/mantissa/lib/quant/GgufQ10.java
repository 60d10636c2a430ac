package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** GGUF Q1_0: an f16 scale, then 128 signs, bit by bit. */
final class GgufQ10 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(128, 18, 128);

    GgufQ10() {
        this(QuantOptions.of(128, ScaleRule.ABSMEAN));
    }

    private GgufQ10(QuantOptions options) {
        super("q1_0", 41, 1, LAYOUT, ScaleRule.ABSMEAN, options);
    }

    @Override
    public String summary() {
        return "GGUF: the sign";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ10(options);
    }

    @Override
    float level(int code) {
        return 2 * code - 1;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at);
        for (int i = 0; i < 128; i++) {
            block.codes[i] = (byte) (u8(data, at + 2 + i / 8) >> i % 8 & 1);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.scales[0]);
        for (int b = 0; b < 16; b++) {
            int packed = 0;
            for (int i = 0; i < 8; i++) {
                packed |= block.codes[8 * b + i] << i;
            }
            put(data, at + 2 + b, packed);
        }
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(weights[from + i]);
            block.codes[i] = (byte) (weights[from + i] < 0 ? 0 : 1);
        }
        block.scales[0] = storedF16((float) (sum / count));
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return weights.meanError(group);
    }
}
