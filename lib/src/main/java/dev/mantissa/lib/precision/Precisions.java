package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.List;

/** The catalogue of precision modes: one line adds one. */
public final class Precisions {
    private static final List<Precision> ALL = List.of(new Highest());

    private Precisions() {}

    /** Every mode, most accurate first within its kind. */
    public static List<Precision> all() {
        return ALL;
    }

    /**
     * The mode of that name or alias, in any case.
     *
     * @throws UsageException naming the nearest match and the list
     */
    public static Precision of(String name) {
        return ALL.stream()
                .filter(p -> p.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown precision '" + name + "'"));
    }
}
