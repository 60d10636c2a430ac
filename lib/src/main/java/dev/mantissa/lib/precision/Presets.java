package dev.mantissa.lib.precision;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Policies that have a name. */
public final class Presets {
    private static final Map<String, String> ALL =
            new TreeMap<>(
                    Map.of(
                            "fast", "bf16",
                            "f8hybrid", "grad=f8e5m2 *=f8e4m3",
                            "train-bf16", "norm=f32 softmax=f32 master=f32 *=bf16",
                            "train-fp16", "norm=f32 softmax=f32 master=f32 *=f16",
                            "balanced", "attention=f32 norm=f32 *=bf16",
                            "memory", "attention=f32 norm=f32 softmax=f32 *=f16",
                            "quality", "f32"));

    private Presets() {}

    /** Every preset and the policy that it stands for. */
    public static Map<String, String> all() {
        return Map.copyOf(ALL);
    }

    static Optional<List<PrecisionPolicy.Entry>> find(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)))
                .map(text -> PrecisionPolicy.parse(text).entries());
    }
}
