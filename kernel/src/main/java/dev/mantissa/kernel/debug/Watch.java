package dev.mantissa.kernel.debug;

import java.util.Map;
import java.util.Set;

/**
 * What probes look out for at present.
 *
 * @param active whether there is anything at all: a breakpoint, or a thread that steps
 * @param breakpoints lines by the paths of their cells
 */
record Watch(boolean active, Map<String, Set<Integer>> breakpoints) {
    static final Watch NOTHING = new Watch(false, Map.of());

    boolean breaksAt(CellLine at) {
        return breakpoints.getOrDefault(at.path(), Set.of()).contains(at.line());
    }
}
