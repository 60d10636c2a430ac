package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/**
 * GGUF Q4_K and Q5_K: 256 weights in 8 groups, each with a scale and a minimum of 6 bits; two f16
 * factors; the fifth bits of the codes where there are any, then the low four.
 */
final class GgufRangedK extends GgufScheme {
    private static final int HEAD_BYTES = 16;
    private static final int FIFTH_BYTES = 32;
    private static final int LOW_BYTES = 128;

    private final SuperBlockRange search;

    static GgufRangedK q4() {
        return new GgufRangedK("q4_k", 12, 4, QuantOptions.of(32, ScaleRule.SEARCH));
    }

    static GgufRangedK q5() {
        return new GgufRangedK("q5_k", 13, 5, QuantOptions.of(32, ScaleRule.SEARCH));
    }

    private GgufRangedK(String name, int type, int bits, QuantOptions options) {
        super(name, type, bits, layout(bits), ScaleRule.SEARCH, options);
        search = new SuperBlockRange(new UniformGrid(0, (1 << bits) - 1, 1, 0), 32, 63);
    }

    private static Layout layout(int bits) {
        int fifths = bits == 5 ? FIFTH_BYTES : 0;
        return new Layout(256, HEAD_BYTES + fifths + LOW_BYTES, 32);
    }

    @Override
    public String summary() {
        return "GGUF: %d bit, scales and minima of 6 bits".formatted(bits());
    }

    @Override
    public QuantScheme with(QuantOptions options) {
        return new GgufRangedK(name(), type(), bits(), options);
    }

    @Override
    float level(int code) {
        return code;
    }

    @Override
    void read(MemorySegment data, long at, GgufBlock block) {
        GgufSixBits.read(data, at, block);
        long low = at + layout().bytes() - LOW_BYTES;
        for (int i = 0; i < 256; i++) {
            block.codes[i] = (byte) (u8(data, low + place(i)) >> shift(i) & 15);
        }
        for (int i = 0; bits() == 5 && i < 256; i++) {
            int fifth = u8(data, at + HEAD_BYTES + i % 32) >> i / 32 & 1;
            block.codes[i] |= (byte) (fifth << 4);
        }
    }

    @Override
    void write(GgufBlock block, MemorySegment data, long at) {
        GgufSixBits.write(block, data, at);
        int[] packed = new int[layout().bytes() - HEAD_BYTES];
        int low = packed.length - LOW_BYTES;
        for (int i = 0; i < 256; i++) {
            packed[low + place(i)] |= (block.codes[i] & 15) << shift(i);
        }
        for (int i = 0; bits() == 5 && i < 256; i++) {
            packed[i % 32] |= (block.codes[i] >> 4) << i / 32;
        }
        for (int j = 0; j < packed.length; j++) {
            put(data, at + HEAD_BYTES + j, packed[j]);
        }
    }

    /** The byte with the low four bits: each quarter of a block has 32 of them. */
    private static int place(int i) {
        return i / 64 * 32 + i % 32;
    }

    /** Their lowest bit: the second half of a quarter has the high ones. */
    private static int shift(int i) {
        return i % 64 / 32 * 4;
    }

    @Override
    void fit(float[] weights, int from, int count, GgufBlock block) {
        search.fit(weights, from, count, block);
    }
}
