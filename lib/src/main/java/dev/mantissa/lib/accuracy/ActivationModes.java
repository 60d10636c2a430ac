package dev.mantissa.lib.accuracy;

import java.util.List;

/** The catalogue of activation modes: one line adds one. */
public final class ActivationModes {
    private static final List<ActivationMode> ALL = List.of(new A16());

    private ActivationModes() {}

    public static List<ActivationMode> all() {
        return ALL;
    }
}
