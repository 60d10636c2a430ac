package dev.mantissa.lib.precision;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private Figures() {}

    /** "2.9e-4". */
    static String error(double value) {
        if (value == 0 || Double.isNaN(value)) {
            return value == 0 ? "0" : "none";
        }
        if (Double.isInfinite(value)) {
            return "infinite";
        }
        String text = String.format(Locale.ROOT, "%.1e", value);
        return text.replace("e-0", "e-").replace("e+00", "").replace("e+0", "e+");
    }
}
