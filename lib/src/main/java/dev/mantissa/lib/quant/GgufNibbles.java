package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;

/** Where GGUF's blocks of 32 keep codes of 4 and 5 bits. */
final class GgufNibbles {
    private GgufNibbles() {}

    /** Byte j holds codes j and j + half. */
    static void read(MemorySegment data, long at, int half, byte[] codes, int from) {
        for (int j = 0; j < half; j++) {
            int packed = GgufScheme.u8(data, at + j);
            codes[from + j] = (byte) (packed & 15);
            codes[from + j + half] = (byte) (packed >> 4);
        }
    }

    static void write(byte[] codes, int from, int half, MemorySegment data, long at) {
        for (int j = 0; j < half; j++) {
            GgufScheme.put(data, at + j, codes[from + j] & 15 | (codes[from + j + half] & 15) << 4);
        }
    }

    /** Adds the fifth bits of 32 codes: bit i of four bytes belongs to code i. */
    static void readFifth(MemorySegment data, long at, byte[] codes) {
        for (int i = 0; i < 32; i++) {
            codes[i] |= (byte) ((GgufScheme.u8(data, at + i / 8) >> i % 8 & 1) << 4);
        }
    }

    static void writeFifth(byte[] codes, MemorySegment data, long at) {
        for (int b = 0; b < 4; b++) {
            int packed = 0;
            for (int i = 0; i < 8; i++) {
                packed |= (codes[8 * b + i] >> 4 & 1) << i;
            }
            GgufScheme.put(data, at + b, packed);
        }
    }
}
