package dev.mantissa.lib.format;

/** What becomes of a value that lies between two neighbours of a format. */
public enum Rounding {
    /** To the nearer; half way, to the one whose last bit is zero (IEEE 754's default). */
    NEAREST_EVEN,
    /** To the nearer; half way, to the one of larger magnitude. */
    NEAREST_AWAY,
    /** To the one of smaller magnitude: the low bits are dropped. */
    TOWARD_ZERO
}
