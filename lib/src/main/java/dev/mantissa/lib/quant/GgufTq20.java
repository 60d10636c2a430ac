package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF TQ2_0: 256 weights that are -1, 0, 1 or 2 times an f16 scale, 2 bits each; 2 is not used.
 */
final class GgufTq20 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 66, 256);
    private static final UniformGrid GRID = new UniformGrid(0, 2, 1, 1);

    GgufTq20() {
        this(QuantOptions.of(256, ScaleRule.SEARCH));
    }

    private GgufTq20(QuantOptions options) {
        super("tq2_0", 35, 2, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: levels -1, 0 and 1 in 2 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufTq20(options);
    }

    @Override
    float level(int code) {
        return code - 1;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at + 64);
        for (int i = 0; i < 256; i++) {
            int packed = u8(data, at + GgufQ2K.place(i));
            block.codes[i] = (byte) (packed >> GgufQ2K.shift(i) & 3);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        int[] packed = new int[64];
        for (int i = 0; i < 256; i++) {
            packed[GgufQ2K.place(i)] |= block.codes[i] << GgufQ2K.shift(i);
        }
        for (int j = 0; j < 64; j++) {
            put(data, at + j, packed[j]);
        }
        putF16(data, at + 64, block.scales[0]);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        block.scales[0] = storedF16(Ternary.best(weights, from, count));
        GRID.assign(weights, from, count, block.scales[0], block.codes, 0);
    }
}
