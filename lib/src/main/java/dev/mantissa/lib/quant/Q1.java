package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/**
 * 1 bit: the sign, times the mean magnitude of the group, which is the scale of least squared
 * error. Bit t of byte p of a block is code 4t + p.
 */
final class Q1 extends GroupScheme {
    Q1(int group) {
        super("q1", 1, group, Map.of(32, 0.5937, 64, 0.5983, 128, 0.6005));
    }

    @Override
    public String summary() {
        return "1 bit, the sign, scale by the mean magnitude";
    }

    @Override
    public String scaleChoice() {
        return "mean";
    }

    @Override
    public QuantScheme withGroup(int group) {
        return new Q1(group);
    }

    @Override
    public float level(int code) {
        return 2 * code - 1;
    }

    @Override
    public short encode(float[] weights, int from, int count, byte[] codes) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(weights[from + i]);
            codes[i] = (byte) (weights[from + i] < 0 ? 0 : 1);
        }
        return sum == 0 ? 0 : ScaleSearch.toF16((float) (sum / count));
    }

    @Override
    public void pack(byte[] codes, int from, MemorySegment plane, long at) {
        for (int p = 0; p < 4; p++) {
            int packed = 0;
            for (int t = 0; t < 8; t++) {
                packed |= codes[from + 4 * t + p] << t;
            }
            plane.set(ValueLayout.JAVA_BYTE, at + p, (byte) packed);
        }
    }

    @Override
    public int code(MemorySegment plane, long at, int index) {
        int packed = plane.get(ValueLayout.JAVA_BYTE, at + index % 4);
        return packed >> (index / 4) & 1;
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
            long from = at + b * 4L;
            if (BlockDecoder.VECTORS) {
                BlockDecoder.q1(plane, from, scale, to, toIndex + b * BLOCK);
            } else {
                decodeScalar(plane, from, scale, to, toIndex + b * BLOCK);
            }
        }
    }
}
