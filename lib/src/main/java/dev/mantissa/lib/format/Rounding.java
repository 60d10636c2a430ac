package dev.mantissa.lib.format;

import java.util.Locale;

/** What becomes of a value that lies between two neighbours of a format. */
public enum Rounding {
    /** To the nearer; half way, to the one whose last bit is zero (IEEE 754's default). */
    NEAREST_EVEN("rne", "to nearest, ties to even"),
    /** To the nearer; half way, to the one of larger magnitude. */
    NEAREST_AWAY("rna", "to nearest, ties away from zero"),
    /** To the one of smaller magnitude: the low bits are dropped. */
    TOWARD_ZERO("rz", "toward zero"),
    /**
     * To either, the nearer the likelier, so that the mean is the value itself. Chance is a hash of
     * a seed and of the place of the value, so that it comes out the same every time.
     */
    STOCHASTIC("sr", "at random, in the mean to the value itself");

    private final String label;
    private final String words;

    Rounding(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** As typed after a mode and in PTX: "rz". */
    public String label() {
        return label;
    }

    /** "toward zero". */
    public String words() {
        return words;
    }

    /** The one of that label, which is known to be one. */
    public static Rounding of(String label) {
        for (Rounding rounding : values()) {
            if (rounding.label.equals(label.toLowerCase(Locale.ROOT))) {
                return rounding;
            }
        }
        throw new IllegalArgumentException(
                "rounding '%s' is none of rne, rna, rz, sr".formatted(label));
    }
}
