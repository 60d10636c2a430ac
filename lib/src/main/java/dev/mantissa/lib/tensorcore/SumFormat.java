package dev.mantissa.lib.tensorcore;

/**
 * What the sum of a block is rounded to when it leaves the adder. Zero is always positive, and a
 * NaN always the same one.
 */
public enum SumFormat {
    /** Truncated to f32. */
    F32(24, -126, 0x7fff_ffff),
    /** Truncated to 13 mantissa bits, in an f32: 8-bit operands on Ada and Hopper. */
    E8M13(14, -126, 0x7fff_ffff),
    /** To the nearest f16, ties to even. */
    F16(11, -14, 0x7fff_e000);

    private final int significandBits;
    private final int minExponent;
    private final float nan;

    SumFormat(int significandBits, int minExponent, int nanBits) {
        this.significandBits = significandBits;
        this.minExponent = minExponent;
        nan = Float.intBitsToFloat(nanBits);
    }

    /** Bits of the significand, the first one included. */
    public int significandBits() {
        return significandBits;
    }

    /** Exponent of the smallest normal value, and of every subnormal one. */
    public int minExponent() {
        return minExponent;
    }

    /** The only NaN that comes out: sign clear, all other bits of the format set. */
    public float nan() {
        return nan;
    }
}
