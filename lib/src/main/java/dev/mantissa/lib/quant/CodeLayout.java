package dev.mantissa.lib.quant;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** How the codes of a block of 32 weights lie in {@code 4 · bits} bytes of a plane. */
enum CodeLayout {
    /** One signed byte for each code. */
    EIGHT(8) {
        @Override
        void pack(byte[] codes, int from, MemorySegment plane, long at) {
            MemorySegment.copy(codes, from, plane, ValueLayout.JAVA_BYTE, at, 32);
        }

        @Override
        int code(MemorySegment plane, long at, int index) {
            return plane.get(ValueLayout.JAVA_BYTE, at + index);
        }
    },
    /** Byte j holds codes j and j + 16. */
    FOUR(4) {
        @Override
        void pack(byte[] codes, int from, MemorySegment plane, long at) {
            fields(codes, from, plane, at, 16, 4);
        }

        @Override
        int code(MemorySegment plane, long at, int index) {
            return plane.get(ValueLayout.JAVA_BYTE, at + index % 16) >> (index / 16 * 4) & 15;
        }
    },
    /** The low two bits as in {@link #TWO}, then the high bits as in {@link #ONE}. */
    THREE(3) {
        @Override
        void pack(byte[] codes, int from, MemorySegment plane, long at) {
            byte[] part = new byte[32];
            for (int i = 0; i < 32; i++) {
                part[i] = (byte) (codes[from + i] & 3);
            }
            TWO.pack(part, 0, plane, at);
            for (int i = 0; i < 32; i++) {
                part[i] = (byte) (codes[from + i] >> 2);
            }
            ONE.pack(part, 0, plane, at + 8);
        }

        @Override
        int code(MemorySegment plane, long at, int index) {
            return TWO.code(plane, at, index) | ONE.code(plane, at + 8, index) << 2;
        }
    },
    /** Byte j holds codes j, j + 8, j + 16 and j + 24. */
    TWO(2) {
        @Override
        void pack(byte[] codes, int from, MemorySegment plane, long at) {
            fields(codes, from, plane, at, 8, 2);
        }

        @Override
        int code(MemorySegment plane, long at, int index) {
            return plane.get(ValueLayout.JAVA_BYTE, at + index % 8) >> (index / 8 * 2) & 3;
        }
    },
    /** Bit t of byte p is code 4t + p. */
    ONE(1) {
        @Override
        void pack(byte[] codes, int from, MemorySegment plane, long at) {
            fields(codes, from, plane, at, 4, 1);
        }

        @Override
        int code(MemorySegment plane, long at, int index) {
            return plane.get(ValueLayout.JAVA_BYTE, at + index % 4) >> (index / 4) & 1;
        }
    };

    private final int bits;

    CodeLayout(int bits) {
        this.bits = bits;
    }

    static CodeLayout of(int bits) {
        for (CodeLayout layout : values()) {
            if (layout.bits == bits) {
                return layout;
            }
        }
        throw new IllegalArgumentException("no plane for codes of " + bits + " bits");
    }

    int blockBytes() {
        return 4 * bits;
    }

    /** Packs 32 codes. */
    abstract void pack(byte[] codes, int from, MemorySegment plane, long at);

    /** One code of the block that begins at byte {@code at}. */
    abstract int code(MemorySegment plane, long at, int index);

    private static void fields(
            byte[] codes, int from, MemorySegment plane, long at, int bytes, int bits) {
        for (int j = 0; j < bytes; j++) {
            int packed = 0;
            for (int field = 0; field < 32 / bytes; field++) {
                packed |= codes[from + j + field * bytes] << field * bits;
            }
            plane.set(ValueLayout.JAVA_BYTE, at + j, (byte) packed);
        }
    }
}
