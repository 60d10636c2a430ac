package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.Panels;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Packed weights as panels, made at the first product and kept as long as the weights are: one copy
 * for all engines and threads.
 */
final class PanelCache {
    private static final PanelCache SHARED = new PanelCache();

    private final Map<PackedWeights, Panels> panels =
            Collections.synchronizedMap(new WeakHashMap<>());

    private PanelCache() {}

    static PanelCache shared() {
        return SHARED;
    }

    /** Whether they can be multiplied as panels: their levels are integers times a unit. */
    boolean fits(PackedWeights weights) {
        return panels.containsKey(weights) || IntegerLevels.fit(weights);
    }

    /** The panels of weights that fit. */
    Panels of(PackedWeights weights, WorkerPool pool) {
        Panels known = panels.get(weights);
        if (known != null) {
            return known;
        }
        Panels made = new Panels(weights.bits(), weights.rows(), weights.cols());
        pool.run(
                "packing",
                made.count(),
                panel ->
                        made.fill(
                                panel,
                                weights.codes(),
                                weights.rowBytes(),
                                weights.scales(),
                                weights.scaleRowBytes(),
                                weights.group()));
        panels.put(weights, made);
        return made;
    }

    /** Bytes that are held for these weights; 0 before their first product. */
    long bytes(PackedWeights weights) {
        Panels known = panels.get(weights);
        return known == null ? 0 : known.bytes();
    }
}
