package dev.mantissa.magics.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How numbers are written for people: few digits, never localised. */
public final class Significant {
    private static final double PLAIN_BELOW = 1e6;
    private static final double PLAIN_ABOVE = 1e-3;

    private Significant() {}

    /**
     * {@code value} with so many significant digits: "0.125", "1,234" never, "2.36e-3" outside
     * 0.001 to a million. Not-a-number is a dash.
     */
    public static String of(double value, int digits) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        double size = Math.abs(rounded.doubleValue());
        if (size >= PLAIN_ABOVE && size < PLAIN_BELOW) {
            return rounded.setScale(
                            Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size))),
                            java.math.RoundingMode.HALF_EVEN)
                    .toPlainString();
        }
        return scientific(rounded);
    }

    /** As {@link #of}, without zeros at the end: for labels of axes. */
    public static String shortest(double value, int digits) {
        String text = of(value, digits);
        int e = text.indexOf('e');
        String mantissa = e < 0 ? text : text.substring(0, e);
        if (mantissa.indexOf('.') >= 0) {
            mantissa = mantissa.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return e < 0 ? mantissa : mantissa + text.substring(e);
    }

    private static String scientific(BigDecimal value) {
        int digits = value.precision() - 1;
        return String.format(Locale.ROOT, "%." + digits + "e", value)
                .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                .replace("e+", "e");
    }
}
