package dev.mantissa.lib.accuracy;

import java.util.List;

/** The catalogue of structures: one line adds one. */
public final class Structures {
    private static final List<Structure> ALL =
            List.of(
                    new DenseStructure(),
                    new AttentionStructure(),
                    new LayerStructure(),
                    new NetworkStructure(),
                    new ModelStructure());

    private Structures() {}

    public static List<Structure> all() {
        return ALL;
    }
}
