package dev.mantissa.lib.tensorcore;

import java.util.SplittableRandom;

/** Values of the operand formats, decoded from their bit patterns, for tests. */
final class OperandValues {
    private OperandValues() {}

    /** The value of a bit pattern; only as many low bits count as the format has. */
    static float decode(OperandKind kind, int code) {
        return switch (kind) {
            case F16 -> Float.float16ToFloat((short) code);
            case BF16 -> Float.intBitsToFloat(code << 16);
            case TF32 -> Float.intBitsToFloat(code << 13);
            case E4M3 -> e4m3(code & 0xff);
            // Its values are the f16 values whose last eight bits are zero.
            case E5M2 -> Float.float16ToFloat((short) (code << 8));
        };
    }

    private static float e4m3(int code) {
        int exponent = code >> 3 & 15;
        int mantissa = code & 7;
        float magnitude =
                exponent == 0
                        ? Math.scalb((float) mantissa, -9)
                        : Math.scalb((float) (8 + mantissa), exponent - 10);
        boolean nan = exponent == 15 && mantissa == 7;
        return nan ? Float.NaN : code >= 0x80 ? -magnitude : magnitude;
    }

    /** Mantissa bits that are stored. */
    static int mantissaBits(OperandKind kind) {
        return switch (kind) {
            case F16, TF32 -> 10;
            case BF16 -> 7;
            case E4M3 -> 3;
            case E5M2 -> 2;
        };
    }

    /** Bits that a value is stored in. */
    static int bits(OperandKind kind) {
        return switch (kind) {
            case F16, BF16 -> 16;
            case TF32 -> 19;
            case E4M3, E5M2 -> 8;
        };
    }

    /** A random value with an exponent field from {@code low} to {@code high}, of either sign. */
    static float random(OperandKind kind, SplittableRandom random, int low, int high) {
        int mantissa = mantissaBits(kind);
        int sign = random.nextInt(2) << bits(kind) - 1;
        int field = random.nextInt(low, high + 1) << mantissa;
        return decode(kind, sign | field | random.nextInt(1 << mantissa));
    }

    /** The value nearest to one within the format's range, ties to even. */
    static float nearest(OperandKind kind, double value) {
        int exponent = Math.max(Math.getExponent(value), kind.minExponent());
        double step = Math.scalb(1.0, exponent - mantissaBits(kind));
        return (float) (Math.rint(value / step) * step);
    }

    /** The largest exponent field. */
    static int maxField(OperandKind kind) {
        return (1 << bits(kind) - 1 - mantissaBits(kind)) - 1;
    }

    /** The exponent field of 1. */
    static int bias(OperandKind kind) {
        return maxField(kind) >> 1;
    }
}
