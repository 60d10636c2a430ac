package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF NVFP4: four scales e4m3, then 64 elements e2m1 in four groups of 16; the tensor's own scale
 * lies elsewhere in a file, and is 1 here.
 */
final class GgufNvfp4 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(64, 36, 16);

    GgufNvfp4() {
        this(QuantOptions.of(16, ScaleRule.ABSMAX));
    }

    private GgufNvfp4(QuantOptions options) {
        super("nvfp4_gguf", 40, 4, LAYOUT, ScaleRule.ABSMAX, options);
    }

    @Override
    public String summary() {
        return "GGUF: nvfp4 without a scale for the tensor";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufNvfp4(options);
    }

    private static final int NOT_A_NUMBER = 0x7f;

    @Override
    float level(int code) {
        return CodeBook.E2M1.level(code);
    }

    @Override
    public double largestWeight() {
        return 6 * ScaleType.E4M3.largest();
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        for (int group = 0; group < 4; group++) {
            // ggml looks at all eight bits, though the first is a sign that is never set.
            float scale = ScaleType.E4M3.get(data, at + group);
            block.scales[group] = u8(data, at + group) == NOT_A_NUMBER ? 0 : scale;
            GgufNibbles.read(data, at + 4 + 8 * group, 8, block.codes, 16 * group);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        for (int group = 0; group < 4; group++) {
            ScaleType.E4M3.set(data, at + group, block.scales[group]);
            GgufNibbles.write(block.codes, 16 * group, 8, data, at + 4 + 8 * group);
        }
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        for (int group = 0; 16 * group < count; group++) {
            int start = from + 16 * group;
            int size = Math.min(16, count - 16 * group);
            float largest = ScaleSearch.largest(weights, start, size);
            float scale = ScaleType.E4M3.nearest(largest / 6);
            block.scales[group] = scale;
            CodeBook.E2M1_GGML.assign(weights, start, size, scale, block.codes, 16 * group);
        }
    }

    @Override
    public double analyticError(WeightDistribution weights, long group) {
        return AbsmaxError.of(
                weights,
                CodeBook.E2M1.ascending(),
                group,
                largest -> ScaleType.E4M3.nearest((float) (largest / 6)));
    }
}
