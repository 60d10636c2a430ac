package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * 4 bit: levels -8 to 7. A scale may be negative, which puts the spare level on the side where the
 * group needs it. Byte j of a block holds codes j and j + 16.
 */
final class Q4 extends GroupScheme {
    private static final float[] FACTORS = ScaleSearch.steps(0.7f, 1.05f, 15);
    private final ScaleSearch search = new ScaleSearch(this, FACTORS, true);

    Q4(int group) {
        super("q4", 4, group, Map.of(32, 0.0812, 64, 0.0899, 128, 0.0967));
    }

    @Override
    public String summary() {
        return "4 bit, levels -8 to 7, signed scale by search";
    }

    @Override
    public String scaleChoice() {
        return "search";
    }

    @Override
    public QuantScheme withGroup(int group) {
        return new Q4(group);
    }

    @Override
    public float level(int code) {
        return code - 8;
    }

    @Override
    public short encode(float[] weights, int from, int count, byte[] codes) {
        return search.find(weights, from, count, codes);
    }

    @Override
    public void pack(byte[] codes, int from, MemorySegment plane, long at) {
        for (int j = 0; j < 16; j++) {
            int packed = codes[from + j] | codes[from + j + 16] << 4;
            plane.set(ValueLayout.JAVA_BYTE, at + j, (byte) packed);
        }
    }

    @Override
    public int code(MemorySegment plane, long at, int index) {
        int packed = plane.get(ValueLayout.JAVA_BYTE, at + index % 16);
        return packed >> (index / 16 * 4) & 15;
    }

    @Override
    public void decode(
            MemorySegment plane,
            long at,
            MemorySegment scales,
            long scaleAt,
            int block,
            int blocks,
            float[] to,
            int toIndex) {
        for (int b = 0; b < blocks; b++) {
            float scale = scale(scales, scaleAt, block + b);
            long from = at + b * 16L;
            if (BlockDecoder.VECTORS) {
                BlockDecoder.q4(plane, from, scale, to, toIndex + b * BLOCK);
            } else {
                decodeScalar(plane, from, scale, to, toIndex + b * BLOCK);
            }
        }
    }
}
