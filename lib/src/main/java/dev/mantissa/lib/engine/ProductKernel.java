package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.Activation;

/**
 * Who multiplies with packed weights.
 *
 * @param name engine, and what it does: "native AVX2, W4·A16"
 * @param why in half a sentence
 */
public record ProductKernel(String name, String why) {
    /**
     * For the engine of the settings in force.
     *
     * @param integers whether x is rounded to 8-bit integers whose products are exact
     */
    public static ProductKernel of(PackedWeights weights, boolean integers) {
        Engine engine = Engines.current();
        if (engine instanceof NativeEngine host && host.kernels().isPresent()) {
            return of(host, host.kernels().get(), weights, integers);
        }
        String why = "engine '%s' has no C kernels".formatted(engine.name());
        if (engine instanceof VectorEngine && PanelCache.shared().fits(weights)) {
            String rows = integers ? "" : " for up to " + Gemv.MOST_VECTORS + " rows of x";
            return new ProductKernel(
                    "vector kernel", why + "; Java vectors multiply the codes themselves" + rows);
        }
        return new ProductKernel(
                integers ? "integer sums in Java" : engine.name() + ", unpacked in the cache", why);
    }

    /**
     * Bytes that kernels hold beside packed weights: the same in the order in which they read them,
     * made at the first product. 0 before it, and where no kernel reads them so.
     */
    public static long panelBytes(PackedWeights weights) {
        return PanelCache.shared().bytes(weights);
    }

    private static ProductKernel of(
            NativeEngine host, NativeProduct kernels, PackedWeights weights, boolean integers) {
        Activation activation = integers ? Activation.A8 : Activation.A16;
        if (!kernels.serves(weights, activation, 1)) {
            return new ProductKernel(
                    host.dense().name() + ", unpacked in the cache",
                    "no C kernel: kernels are for q8, q4, q2 and q1 with an f16 scale for each 32, 64 or 128 weights");
        }
        String name = "native " + kernels.level() + " kernel";
        return kernels.serves(weights, activation, Integer.MAX_VALUE)
                ? new ProductKernel(name, "a C kernel multiplies the codes themselves")
                : new ProductKernel(
                        name,
                        "a C kernel multiplies the codes for up to %d rows of x; more rows are multiplied by '%s', which unpacks pieces in the cache"
                                .formatted(Gemv.MOST_VECTORS, host.dense().name()));
    }
}
