package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** The head of Q4_K and Q5_K: two f16 factors, then 8 scales and 8 minima of 6 bits in 12 bytes. */
final class GgufSixBits {
    private GgufSixBits() {}

    static void read(MemorySegment data, long at, GgufBlock block) {
        float d = GgufScheme.f16(data, at);
        float dmin = GgufScheme.f16(data, at + 2);
        for (int g = 0; g < 8; g++) {
            int scale;
            int min;
            if (g < 4) {
                scale = packed(data, at, g) & 63;
                min = packed(data, at, g + 4) & 63;
            } else {
                int low = packed(data, at, g + 4);
                scale = low & 15 | packed(data, at, g - 4) >> 6 << 4;
                min = low >> 4 | packed(data, at, g) >> 6 << 4;
            }
            block.scales[g] = d * scale;
            block.mins[g] = dmin * min;
        }
    }

    private static int packed(MemorySegment data, long at, int index) {
        return GgufScheme.u8(data, at + 4 + index);
    }

    static void write(GgufBlock block, MemorySegment data, long at) {
        GgufScheme.putF16(data, at, block.d);
        GgufScheme.putF16(data, at + 2, block.dmin);
        for (int g = 0; g < 4; g++) {
            int scale = block.scaleCodes[g + 4];
            int min = block.minCodes[g + 4];
            GgufScheme.put(data, at + 4 + g, block.scaleCodes[g] | scale >> 4 << 6);
            GgufScheme.put(data, at + 8 + g, block.minCodes[g] | min >> 4 << 6);
            GgufScheme.put(data, at + 12 + g, scale & 15 | (min & 15) << 4);
        }
    }
}
