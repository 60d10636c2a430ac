package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q8_K: an f32 scale, 256 signed bytes, and the sum of each 16 of them, which nothing but
 * products of integers needs. ggml keeps activations in it, not weights.
 */
final class GgufQ8K extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 292, 256);
    private static final UniformGrid GRID = new UniformGrid(-127, 127, 1, 0);

    GgufQ8K() {
        this(QuantOptions.of(256, ScaleRule.ABSMAX));
    }

    private GgufQ8K(QuantOptions options) {
        super("q8_k", 15, 8, LAYOUT, ScaleRule.ABSMAX, options);
    }

    @Override
    public String summary() {
        return "GGUF: 8 bit, one f32 scale for 256, with sums";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufQ8K(options);
    }

    @Override
    float level(int code) {
        return code;
    }

    @Override
    public double largestWeight() {
        return Float.MAX_VALUE;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        int bits = 0;
        for (int b = 0; b < 4; b++) {
            bits |= u8(data, at + b) << 8 * b;
        }
        block.scales[0] = Float.intBitsToFloat(bits);
        for (int i = 0; i < 256; i++) {
            block.codes[i] = (byte) u8(data, at + 4 + i);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        int bits = Float.floatToRawIntBits(block.scales[0]);
        for (int b = 0; b < 4; b++) {
            put(data, at + b, bits >> 8 * b);
        }
        for (int g = 0; g < 16; g++) {
            int sum = 0;
            for (int i = 16 * g; i < 16 * g + 16; i++) {
                sum += block.codes[i];
                put(data, at + 4 + i, block.codes[i]);
            }
            put(data, at + 260 + 2 * g, sum);
            put(data, at + 261 + 2 * g, sum >> 8);
        }
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        block.scales[0] = ScaleSearch.largest(weights, from, count) / GRID.top();
        GRID.assign(weights, from, count, block.scales[0], block.codes, 0);
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return AbsmaxError.of(weights, GRID.levels(), group);
    }
}
