package dev.mantissa.lib.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What to do with a mode that a device has no instructions for. */
public enum OnUnsupported {
    /** Compute in a more accurate mode that it has. */
    FALLBACK,
    /** Refuse. */
    ERROR,
    /** Compute what the mode defines, in software. */
    EMULATE;

    /** As written after {@code on=}: "fallback". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that label, in any case. */
    public static Optional<OnUnsupported> find(String label) {
        return Arrays.stream(values()).filter(o -> o.label().equalsIgnoreCase(label)).findFirst();
    }

    /** Every label. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(OnUnsupported::label).toList();
    }
}
