package dev.mantissa.lib.precision;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What to do with a mode that a device has no instructions for. */
public enum OnUnsupported {
    /** Compute in a mode that it has and that is at least as accurate; a notice says so. */
    FALLBACK,
    /** Refuse. */
    ERROR,
    /** Compute what the mode defines, in software. What holds where nothing is said. */
    EMULATE;

    /** As written after {@code on=}: "fallback". */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that label, in any case. */
    public static Optional<OnUnsupported> find(String label) {
        return Arrays.stream(values()).filter(o -> o.label().equalsIgnoreCase(label)).findFirst();
    }

    /**
     * The one of that label, in any case.
     *
     * @throws UsageException if there is none, naming those that there are
     */
    static OnUnsupported of(String label) {
        return find(label)
                .orElseThrow(() ->
                        new UsageException(
                                "on=%s: unknown rule '%s' for what a device lacks.%s Known: %s. Write it as in 'bf16 on=fallback'."
                                        .formatted(
                                                label,
                                                label,
                                                Suggestion.hint(label, labels()),
                                                String.join(", ", labels()))));
    }

    /** Every label. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(OnUnsupported::label).toList();
    }
}
