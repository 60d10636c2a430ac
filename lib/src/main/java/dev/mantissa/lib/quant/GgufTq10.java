package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF TQ1_0: 256 weights that are -1, 0 or 1 times an f16 scale, five to a byte: the digits of a
 * number in base 3, taken as a fraction of 256, so that the next digit is what a product with 3
 * carries over.
 */
final class GgufTq10 extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 54, 256);
    private static final UniformGrid GRID = new UniformGrid(0, 2, 1, 1);

    /** Bytes that hold the first digits of consecutive weights. */
    private static final int[] RUNS = {32, 16, 4};

    GgufTq10() {
        this(QuantOptions.of(256, ScaleRule.SEARCH));
    }

    private GgufTq10(QuantOptions options) {
        super("tq1_0", 34, 2, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: levels -1, 0 and 1, five to a byte";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufTq10(options);
    }

    @Override
    float level(int code) {
        return code - 1;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        block.scales[0] = f16(data, at + 52);
        int weight = 0;
        int first = 0;
        for (int run : RUNS) {
            int power = 1;
            for (int digit = 0; digit < 5 && weight < 256; digit++) {
                for (int j = 0; j < run; j++) {
                    int rest = u8(data, at + first + j) * power & 255;
                    block.codes[weight++] = (byte) (rest * 3 >> 8);
                }
                power *= 3;
            }
            first += run;
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        int weight = 0;
        int first = 0;
        for (int run : RUNS) {
            int digits = Math.min(5, (256 - weight) / run);
            for (int j = 0; j < run; j++) {
                int number = 0;
                for (int digit = 0; digit < 5; digit++) {
                    int code = digit < digits ? block.codes[weight + digit * run + j] : 0;
                    number = 3 * number + code;
                }
                put(data, at + first + j, (number * 256 + 242) / 243);
            }
            weight += digits * run;
            first += run;
        }
        putF16(data, at + 52, block.scales[0]);
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        block.scales[0] = storedF16(Ternary.best(weights, from, count));
        GRID.assign(weights, from, count, block.scales[0], block.codes, 0);
    }
}
