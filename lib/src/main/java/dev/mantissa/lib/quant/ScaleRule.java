package dev.mantissa.lib.quant;

import java.util.Locale;

/** How the scale of a group is found. */
public enum ScaleRule {
    /** The largest weight takes the last level. */
    ABSMAX,
    /** The scale, and the zero point where there is one, of least squared error. */
    SEARCH,
    /** The mean magnitude. */
    ABSMEAN;

    /** As typed: "absmax". */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
