package dev.mantissa.lib.gpu;

import java.util.Locale;

/** NVIDIA's generations, oldest first. */
public enum Generation {
    MAXWELL,
    PASCAL,
    VOLTA,
    TURING,
    AMPERE,
    ADA,
    HOPPER,
    BLACKWELL;

    /** "Ampere". */
    @Override
    public String toString() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
