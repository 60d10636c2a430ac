package dev.mantissa.lib.quant;

import dev.mantissa.lib.format.F8e4m3;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** How a scale is stored. */
enum ScaleType {
    F16(2) {
        @Override
        float get(MemorySegment plane, long at) {
            return Float.float16ToFloat(plane.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
        }

        @Override
        void set(MemorySegment plane, long at, float scale) {
            plane.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, Float.floatToFloat16(scale));
        }

        @Override
        float nearest(float scale) {
            return scale == 0 ? 0 : Float.float16ToFloat(ScaleSearch.toF16(scale));
        }

        @Override
        float largest() {
            return 65504;
        }
    },
    /** A power of two: 2^(byte - 127). */
    E8M0(1) {
        @Override
        float get(MemorySegment plane, long at) {
            int exponent = Byte.toUnsignedInt(plane.get(ValueLayout.JAVA_BYTE, at));
            return exponent == 255 ? Float.NaN : Math.scalb(1f, exponent - 127);
        }

        @Override
        void set(MemorySegment plane, long at, float scale) {
            int exponent = scale == 0 ? 0 : Math.getExponent((double) scale) + 127;
            plane.set(ValueLayout.JAVA_BYTE, at, (byte) Math.clamp(exponent, 0, 254));
        }

        @Override
        float nearest(float scale) {
            return Math.scalb(1f, Math.clamp(Math.getExponent((double) scale), -127, 127));
        }

        @Override
        float largest() {
            return 0x1p127f;
        }
    },
    /** The 8-bit format e4m3 without its sign, times a scale for the whole tensor. */
    E4M3(1) {
        @Override
        float get(MemorySegment plane, long at) {
            int bits = plane.get(ValueLayout.JAVA_BYTE, at) & 0x7f;
            int exponent = bits >> 3;
            int mantissa = bits & 7;
            return exponent == 0 ? mantissa * 0x1p-9f : Math.scalb(1 + mantissa / 8f, exponent - 7);
        }

        @Override
        void set(MemorySegment plane, long at, float scale) {
            float rounded = nearest(scale);
            int exponent = rounded < 0x1p-6f ? 0 : Math.getExponent(rounded) + 7;
            int mantissa =
                    exponent == 0
                            ? Math.round(rounded * 0x1p9f)
                            : Math.round((Math.scalb(rounded, 7 - exponent) - 1) * 8);
            plane.set(ValueLayout.JAVA_BYTE, at, (byte) (exponent << 3 | mantissa));
        }

        @Override
        float nearest(float scale) {
            float rounded = F8e4m3.FORMAT.round(scale);
            return rounded == 0 && scale != 0 ? 0x1p-9f : rounded;
        }

        @Override
        float largest() {
            return 448;
        }
    };

    private final int bytes;

    ScaleType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    abstract float get(MemorySegment plane, long at);

    /** Stores a scale that {@link #nearest} gave. */
    abstract void set(MemorySegment plane, long at, float scale);

    /** What a scale is stored as; never 0 for one that is not 0, which would lose its group. */
    abstract float nearest(float scale);

    abstract float largest();
}
