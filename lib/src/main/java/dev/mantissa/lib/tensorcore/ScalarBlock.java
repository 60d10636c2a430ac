package dev.mantissa.lib.tensorcore;

/** One block of one sum, whatever its operands: subnormal, infinite, NaN, or too large. */
final class ScalarBlock {
    /** Fraction bits of a product of two 24-bit significands. */
    private static final int PRODUCT_FRACTION = 46;

    private static final int FRACTION = 23;

    private ScalarBlock() {}

    /**
     * @param row where the block begins in {@code a}, whose terms lie side by side
     * @param column where it begins in {@code b}, whose terms lie {@code stride} apart
     */
    static float next(BlockSum sum, float c, Packed a, int row, Packed b, int column, int stride) {
        int exponentOfC = Exponents.of(c, sum.output().minExponent());
        int top = exponentOfC;
        boolean finite = exponentOfC != Exponents.NOT_FINITE;
        for (int i = 0; i < sum.terms(); i++) {
            int left = a.exponents()[row + i];
            int right = b.exponents()[column + i * stride];
            finite &= left != Exponents.NOT_FINITE && right != Exponents.NOT_FINITE;
            top = Math.max(top, left + right);
        }
        if (!finite) {
            return notFinite(sum, c, a.values(), row, b.values(), column, stride);
        }
        int last = top - sum.fractionBits();
        int down = last - (exponentOfC - FRACTION);
        long significand = Exponents.significand(c, exponentOfC);
        long total = signed(shift(significand, down), c);
        for (int i = 0; i < sum.terms(); i++) {
            float left = a.values()[row + i];
            float right = b.values()[column + i * stride];
            int leftExponent = a.exponents()[row + i];
            int rightExponent = b.exponents()[column + i * stride];
            long product =
                    (long) Exponents.significand(left, leftExponent)
                            * Exponents.significand(right, rightExponent);
            down = last - (leftExponent + rightExponent - PRODUCT_FRACTION);
            total += signed(shift(product, down), left * right);
        }
        return sum.output() == SumFormat.F16
                ? nearestHalf(total, last)
                : towardZero(total, last, sum.output());
    }

    private static long shift(long magnitude, int down) {
        return down < 0 ? magnitude << -down : magnitude >>> Math.min(down, Long.SIZE - 1);
    }

    /** With the sign of {@code like}, which a product keeps even when it underflows. */
    private static long signed(long magnitude, float like) {
        return Float.floatToRawIntBits(like) < 0 ? -magnitude : magnitude;
    }

    /** Infinities and NaN alone decide: in f64 finite terms cannot add one of their own. */
    private static float notFinite(
            BlockSum sum, float c, float[] a, int row, float[] b, int column, int stride) {
        double plain = c;
        for (int i = 0; i < sum.terms(); i++) {
            plain += (double) a[row + i] * b[column + i * stride];
        }
        return Double.isNaN(plain) ? sum.output().nan() : (float) plain;
    }

    /** total · 2^last, less the bits that the format has no room for. */
    private static float towardZero(long total, int last, SumFormat format) {
        if (total == 0) {
            return 0;
        }
        long magnitude = Math.abs(total);
        int leading = Long.SIZE - 1 - Long.numberOfLeadingZeros(magnitude);
        int exponent = Math.max(leading + last, format.minExponent());
        int drop = exponent - (format.significandBits() - 1) - last;
        long kept = drop > 0 ? magnitude >>> drop << drop : magnitude;
        // Beyond f32 this conversion makes an infinity; all else it does exactly.
        float value = (float) Math.scalb((double) kept, last);
        return total < 0 && kept != 0 ? -value : value;
    }

    private static float nearestHalf(long total, int last) {
        double value = Math.scalb((double) total, last);
        int exponent = Math.max(Math.getExponent(value), SumFormat.F16.minExponent());
        double step = Math.scalb(1.0, exponent - (SumFormat.F16.significandBits() - 1));
        // A sum of zero gives -0.0 for no sign of total, but a negative one may round to it.
        double rounded = Math.rint(value / step) * step + 0.0;
        return Math.abs(rounded) > 65504
                ? (float) (rounded * Double.POSITIVE_INFINITY)
                : (float) rounded;
    }
}
