package dev.mantissa.lib.format;

/**
 * The bits of a value in a format: sign, exponent field and fraction field. The exponent field
 * counts from 1 - {@link #bias()}; a field of zero marks the subnormal numbers, whose significand
 * begins with 0 instead of 1.
 *
 * @param value the value of the format that is written so
 * @param exponentField as stored, biased
 * @param fractionField the stored bits of the significand, as a whole number
 */
public record BitPattern(
        NumberFormat format,
        double value,
        boolean negative,
        int exponentField,
        long fractionField) {

    /**
     * The bits of the value nearest to {@code value}, which goes through f32 first unless the
     * format is f64. Infinity and NaN have all exponent bits set, as in IEEE 754; NaN is quiet. In
     * f8e4m3 it is S.1111.111, as OCP's 8-bit formats have it.
     */
    public static BitPattern of(NumberFormat format, double value) {
        double held = format == F64.FORMAT ? value : format.round((float) value);
        boolean negative = Double.doubleToRawLongBits(held) < 0;
        int allOnes = (1 << format.exponentBits()) - 1;
        if (Double.isNaN(held)) {
            return new BitPattern(format, held, negative, allOnes, nan(format));
        }
        if (Double.isInfinite(held)) {
            return new BitPattern(format, held, negative, allOnes, 0);
        }
        int exponent = Math.max(Math.getExponent(held), 1 - bias(format));
        long significand = (long) Math.scalb(Math.abs(held), format.mantissaBits() - exponent);
        long implicit = 1L << format.mantissaBits();
        int field = significand < implicit ? 0 : exponent + bias(format);
        return new BitPattern(format, held, negative, field, significand & (implicit - 1));
    }

    /**
     * Quiet; where the top exponent holds numbers too, as in f8e4m3, NaN is what these leave over:
     * all bits set.
     */
    private static long nan(NumberFormat format) {
        boolean numbersOnTop = format.largest() >= Math.scalb(1.0, bias(format) + 1);
        return numbersOnTop ? (1L << format.mantissaBits()) - 1 : 1L << (format.mantissaBits() - 1);
    }

    private static int bias(NumberFormat format) {
        return (1 << (format.exponentBits() - 1)) - 1;
    }

    /** What is taken from the exponent field to get the exponent: 127 in f32. */
    public int bias() {
        return bias(format);
    }

    /** True for zero too, which is written in the same way. */
    public boolean isSubnormal() {
        return exponentField == 0;
    }

    /** The power of two that the significand is multiplied by; of finite values only. */
    public int exponent() {
        return Math.max(exponentField, 1) - bias();
    }

    /** 1.fraction, or 0.fraction of a subnormal number; of finite values only. */
    public double significand() {
        double fraction = Math.scalb((double) fractionField, -format.mantissaBits());
        return isSubnormal() ? fraction : 1 + fraction;
    }

    /** "0" or "1". */
    public String signBit() {
        return negative ? "1" : "0";
    }

    /** "01111011". */
    public String exponentBits() {
        return binary(exponentField, format.exponentBits());
    }

    /** "10011001100110011001101". */
    public String fractionBits() {
        return binary(fractionField, format.mantissaBits());
    }

    private static String binary(long field, int digits) {
        String text = Long.toBinaryString(field);
        return "0".repeat(digits - text.length()) + text;
    }

    /** "0 01111011 10011001100110011001101". */
    @Override
    public String toString() {
        return signBit() + " " + exponentBits() + " " + fractionBits();
    }
}
