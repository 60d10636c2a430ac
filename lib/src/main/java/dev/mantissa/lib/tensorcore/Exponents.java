package dev.mantissa.lib.tensorcore;

/** Exponents as the adder compares them. */
final class Exponents {
    /** What zero counts as. */
    static final int ZERO = -126;

    /** Of an infinity or a NaN: added to any other, it exceeds every finite exponent. */
    static final int NOT_FINITE = 1000;

    /** Of a term that is not there: added to any other, it is the smallest. */
    static final int ABSENT = -4000;

    private static final int FIELD = 0xff;
    private static final int BIAS = 127;

    private Exponents() {}

    /** The exponents of an operand's values, which lie side by side. */
    interface Source {
        void put(float[] from, int at, int count, Packed to, int place);
    }

    /** Those that the values themselves have. */
    static Source ofValues(int min) {
        return (from, at, count, to, place) -> to.put(from, at, count, place, min);
    }

    /** Those that are known beside the values. */
    static Source known(int[] exponents) {
        return (from, at, count, to, place) -> to.put(from, exponents, at, count, place);
    }

    /**
     * The exponent of a value whose format has none below {@code min}; a subnormal has {@code min}.
     */
    static int of(float value, int min) {
        int bits = Float.floatToRawIntBits(value);
        if (bits << 1 == 0) {
            return ZERO;
        }
        int field = bits >>> 23 & FIELD;
        return field == FIELD ? NOT_FINITE : Math.max(field - BIAS, min);
    }

    /**
     * The significand that goes with that exponent, so that the value is ± significand ·
     * 2^(exponent - 23). Bits beyond the format's are not there to be lost.
     */
    static int significand(float value, int exponent) {
        int bits = Float.floatToRawIntBits(value);
        int field = bits >>> 23 & FIELD;
        int significand = bits & 0x7f_ffff | (field == 0 ? 0 : 0x80_0000);
        int down = exponent - (Math.max(field, 1) - BIAS);
        return down < 0 ? significand << -down : significand >>> Math.min(down, 31);
    }
}
