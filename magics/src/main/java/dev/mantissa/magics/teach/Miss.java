package dev.mantissa.magics.teach;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** By how much a guess is off, in the words in which one would say it. */
final class Miss {
    private static final int DIGITS = 7;
    private static final double SAY_FACTOR_FROM = 1.995;

    private Miss() {}

    /** Of figures that may be missed by some per cent, so many digits are enough. */
    static final int ROUGHLY = 4;

    /** A number with at most seven significant digits, whole ones with all: "1.192093e-7". */
    static String figure(double value) {
        return figure(value, DIGITS);
    }

    /** As {@link #figure(double)}, with so many digits. */
    static String figure(double value, int digits) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        BigDecimal rounded =
                whole(value)
                        ? new BigDecimal(value)
                        : new BigDecimal(value).round(new MathContext(digits));
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e15)) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", rounded)
                    .replaceFirst("\\.?0*e", "e")
                    .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        int decimals = Math.max(0, rounded.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** "8 times too large", "12 % too small", "1 too large (50 %)", "off by 3"; may be empty. */
    static String between(double said, double is) {
        if (!Double.isFinite(said) || !Double.isFinite(is)) {
            return "";
        }
        if (said == 0 || is == 0 || Math.signum(said) != Math.signum(is)) {
            return "off by " + brief(Math.abs(said - is));
        }
        boolean larger = Math.abs(said) > Math.abs(is);
        String direction = larger ? " too large" : " too small";
        double factor = larger ? said / is : is / said;
        if (factor >= SAY_FACTOR_FROM) {
            return brief(factor) + " times" + direction;
        }
        String percent = brief(100 * Math.abs(said / is - 1)) + " %";
        return whole(said) && whole(is)
                ? figure(Math.abs(said - is)) + direction + " (" + percent + ")"
                : percent + direction;
    }

    private static boolean whole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15;
    }

    private static String brief(double value) {
        return figure(new BigDecimal(value).round(new MathContext(2)).doubleValue());
    }
}
