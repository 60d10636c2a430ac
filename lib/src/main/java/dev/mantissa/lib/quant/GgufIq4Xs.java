package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF IQ4_XS: 256 weights in 8 groups, each with a scale from -32 to 31; codes of 4 bits for the
 * levels of IQ4_NL; one f16 factor.
 */
final class GgufIq4Xs extends GgufScheme {
    private static final Layout LAYOUT = new Layout(256, 136, 32);
    private static final SuperBlock FIT = new SuperBlock(GgufIq4Nl.LEVELS, 32, -32);

    GgufIq4Xs() {
        this(QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufIq4Xs(QuantOptions options) {
        super("iq4_xs", 23, 4, LAYOUT, ScaleRule.SEARCH, options);
    }

    @Override
    public String summary() {
        return "GGUF: 4 bit, levels denser around 0, scales of 6 bits";
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufIq4Xs(options);
    }

    @Override
    float level(int code) {
        return GgufIq4Nl.LEVELS.level(code);
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        float d = f16(data, at);
        int high = u8(data, at + 2) | u8(data, at + 3) << 8;
        for (int g = 0; g < 8; g++) {
            int low = u8(data, at + 4 + g / 2) >> g % 2 * 4 & 15;
            block.scales[g] = d * ((low | (high >> 2 * g & 3) << 4) - 32);
            GgufNibbles.read(data, at + 8 + 16 * g, 16, block.codes, 32 * g);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        putF16(data, at, block.d);
        int high = 0;
        int[] low = new int[4];
        for (int g = 0; g < 8; g++) {
            int scale = block.scaleCodes[g] + 32;
            high |= scale >> 4 << 2 * g;
            low[g / 2] |= (scale & 15) << g % 2 * 4;
            GgufNibbles.write(block.codes, 32 * g, 16, data, at + 8 + 16 * g);
        }
        put(data, at + 2, high);
        put(data, at + 3, high >> 8);
        for (int j = 0; j < 4; j++) {
            put(data, at + 4 + j, low[j]);
        }
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        FIT.fit(
                weights,
                from,
                count,
                (w, at, n) -> GgufIq4Nl.LEVELS.search(w, at, n, GgufIq4Nl.FACTORS, true),
                block);
    }
}
