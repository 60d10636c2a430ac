package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** 8 bit: levels -127 to 127, the largest weight of a group at the end. A code is a signed byte. */
final class Q8 extends GroupScheme {
    private static final int HIGHEST = 127;

    Q8(int group) {
        super("q8", 8, group, Map.of(32, 0.00535, 64, 0.00593, 128, 0.00646));
    }

    @Override
    public String summary() {
        return "8 bit, levels -127 to 127, scale by the largest weight";
    }

    @Override
    public String scaleChoice() {
        return "absmax";
    }

    @Override
    public QuantScheme withGroup(int group) {
        return new Q8(group);
    }

    @Override
    public float level(int code) {
        return code;
    }

    @Override
    public short encode(float[] weights, int from, int count, byte[] codes) {
        float largest = ScaleSearch.largest(weights, from, count);
        short scale = largest == 0 ? 0 : ScaleSearch.toF16(largest / HIGHEST);
        float inverse = largest == 0 ? 0 : 1 / Float.float16ToFloat(scale);
        for (int i = 0; i < count; i++) {
            int code = Math.round(weights[from + i] * inverse);
            codes[i] = (byte) Math.clamp(code, -HIGHEST, HIGHEST);
        }
        return scale;
    }

    @Override
    public void pack(byte[] codes, int from, MemorySegment plane, long at) {
        MemorySegment.copy(codes, from, plane, ValueLayout.JAVA_BYTE, at, BLOCK);
    }

    @Override
    public int code(MemorySegment plane, long at, int index) {
        return plane.get(ValueLayout.JAVA_BYTE, at + index);
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
            long from = at + b * 32L;
            if (BlockDecoder.VECTORS) {
                BlockDecoder.q8(plane, from, scale, to, toIndex + b * BLOCK);
            } else {
                decodeScalar(plane, from, scale, to, toIndex + b * BLOCK);
            }
        }
    }
}
