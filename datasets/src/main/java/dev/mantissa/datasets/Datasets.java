package dev.mantissa.datasets;

import java.util.List;
import java.util.stream.Collectors;

/** The catalogue of data sets: one line adds one. */
public final class Datasets {
    private static final List<Dataset<?>> ALL = List.of(new DigitsDataset(), new NumberFormats());

    private Datasets() {}

    public static List<Dataset<?>> all() {
        return ALL;
    }

    /**
     * The data set of that name, in any case.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public static Dataset<?> of(String name) {
        return ALL.stream()
                .filter(d -> d.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    /**
     * Loads the data set of that name.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public static Object load(String name) {
        return of(name).load();
    }

    private static String unknown(String name) {
        String known = ALL.stream().map(Dataset::name).collect(Collectors.joining(", "));
        return "unknown data set '" + name + "'. Known: " + known + ".";
    }
}
