package dev.mantissa.lib.tensorcore;

import java.math.BigInteger;

/**
 * The definition of {@link BlockSum}, written down in integers of any length. Slow, and independent
 * of {@link TensorCoreProduct}, which must agree with it in every bit.
 */
public final class ExactTensorCore {
    /** Values are integers in units of 2^-UNIT: products of two scaled blocks still are. */
    static final int UNIT = 700;

    /** What zero counts as when exponents are compared. */
    private static final int ZERO_EXPONENT = -126;

    private static final int MAX_EXPONENT = 127;
    private static final float MAX_HALF = 65504;

    private ExactTensorCore() {}

    /**
     * c + a · b, along the whole of k: block after block, each truncated or rounded as {@code sum}
     * says.
     *
     * @param a [k] values of {@code kind}, as {@code b}
     * @param c a value of the format that comes out, or any f32 where that is wider
     */
    public static float dot(BlockSum sum, OperandKind kind, float c, float[] a, float[] b) {
        float result = c;
        for (int from = 0; from < a.length; from += sum.terms()) {
            result = block(sum, kind, result, a, b, from, Math.min(from + sum.terms(), a.length));
        }
        return result;
    }

    /**
     * As {@link #dot(BlockSum, OperandKind, float, float[], float[])}, but every {@code promote}
     * terms the sum so far, begun at 0, is added to c as f32 numbers are: to nearest even.
     *
     * @param promote a multiple of {@link BlockSum#terms()}
     */
    public static float promotedDot(
            BlockSum sum, OperandKind kind, float c, float[] a, float[] b, int promote) {
        float result = c;
        for (int from = 0; from < a.length; from += promote) {
            float partial = 0;
            int end = Math.min(from + promote, a.length);
            for (int at = from; at < end; at += sum.terms()) {
                partial = block(sum, kind, partial, a, b, at, Math.min(at + sum.terms(), end));
            }
            result += partial;
            result = Float.isNaN(result) ? SumFormat.F32.nan() : result;
        }
        return result;
    }

    private static float block(
            BlockSum sum, OperandKind kind, float c, float[] a, float[] b, int from, int to) {
        // Exact or not, this sum tells an infinity or a NaN: no finite operands make one in f64.
        double plain = c;
        int top = exponent(c, sum.output().minExponent());
        for (int i = from; i < to; i++) {
            plain += (double) a[i] * b[i];
            int e = exponent(a[i], kind.minExponent()) + exponent(b[i], kind.minExponent());
            top = Math.max(top, e);
        }
        if (Double.isNaN(plain)) {
            return sum.output().nan();
        }
        if (Double.isInfinite(plain)) {
            return (float) plain;
        }
        int last = top - sum.fractionBits();
        BigInteger total = truncate(units(c), last);
        for (int i = from; i < to; i++) {
            BigInteger product = units(a[i]).multiply(units(b[i])).shiftRight(UNIT);
            total = total.add(truncate(product, last));
        }
        return sum.output() == SumFormat.F16
                ? nearestHalf(total)
                : towardZero(total, sum.output().significandBits());
    }

    static int exponent(float value, int min) {
        return value == 0 ? ZERO_EXPONENT : Math.max(Math.getExponent(value), min);
    }

    /** A value that is a whole number of units. */
    static BigInteger units(double value) {
        int last = Math.getExponent(value) - 52;
        long significand = (long) Math.scalb(value, -last);
        return BigInteger.valueOf(significand).shiftLeft(last + UNIT);
    }

    /** The multiple of 2^last that is next to the value on the side of zero. */
    static BigInteger truncate(BigInteger value, int last) {
        int drop = last + UNIT;
        BigInteger kept = value.abs().shiftRight(drop).shiftLeft(drop);
        return value.signum() < 0 ? kept.negate() : kept;
    }

    static float towardZero(BigInteger total, int significandBits) {
        int exponent = total.abs().bitLength() - 1 - UNIT;
        if (exponent > MAX_EXPONENT) {
            return total.signum() * Float.POSITIVE_INFINITY;
        }
        int last = Math.max(exponent, SumFormat.F32.minExponent()) - (significandBits - 1);
        return value(truncate(total, last), last);
    }

    private static float nearestHalf(BigInteger total) {
        int exponent = total.abs().bitLength() - 1 - UNIT;
        int last = Math.max(exponent, SumFormat.F16.minExponent()) - 10;
        BigInteger step = BigInteger.ONE.shiftLeft(last + UNIT);
        BigInteger below = truncate(total.abs(), last);
        int half = total.abs().subtract(below).shiftLeft(1).compareTo(step);
        boolean odd = below.testBit(last + UNIT);
        BigInteger rounded = half > 0 || half == 0 && odd ? below.add(step) : below;
        float magnitude = value(rounded, last);
        return total.signum() * (magnitude > MAX_HALF ? Float.POSITIVE_INFINITY : magnitude) + 0f;
    }

    /** The f32 that {@code units}, a multiple of 2^last, is exactly. */
    private static float value(BigInteger units, int last) {
        return (float) Math.scalb(units.shiftRight(last + UNIT).doubleValue(), last);
    }
}
