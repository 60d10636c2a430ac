package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * 2 bit: levels -1.5, -0.5, 0.5 and 1.5. Byte j of a block holds codes j, j + 8, j + 16 and j + 24.
 */
final class Q2 extends GroupScheme {
    private static final float[] FACTORS = ScaleSearch.steps(0.35f, 1.0f, 14);
    private final ScaleSearch search = new ScaleSearch(this, FACTORS, false);

    Q2(int group) {
        super("q2", 2, group, Map.of(32, 0.3280, 64, 0.3362, 128, 0.3404));
    }

    @Override
    public String summary() {
        return "2 bit, levels ±0.5 and ±1.5, scale by search";
    }

    @Override
    public String scaleChoice() {
        return "search";
    }

    @Override
    public QuantScheme withGroup(int group) {
        return new Q2(group);
    }

    @Override
    public float level(int code) {
        return code - 1.5f;
    }

    @Override
    public short encode(float[] weights, int from, int count, byte[] codes) {
        return search.find(weights, from, count, codes);
    }

    @Override
    public void pack(byte[] codes, int from, MemorySegment plane, long at) {
        for (int j = 0; j < 8; j++) {
            int packed =
                    codes[from + j]
                            | codes[from + j + 8] << 2
                            | codes[from + j + 16] << 4
                            | codes[from + j + 24] << 6;
            plane.set(ValueLayout.JAVA_BYTE, at + j, (byte) packed);
        }
    }

    @Override
    public int code(MemorySegment plane, long at, int index) {
        int packed = plane.get(ValueLayout.JAVA_BYTE, at + index % 8);
        return packed >> (index / 8 * 2) & 3;
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
            long from = at + b * 8L;
            if (BlockDecoder.VECTORS) {
                BlockDecoder.q2(plane, from, scale, to, toIndex + b * BLOCK);
            } else {
                decodeScalar(plane, from, scale, to, toIndex + b * BLOCK);
            }
        }
    }
}
