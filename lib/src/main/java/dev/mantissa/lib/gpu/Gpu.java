package dev.mantissa.lib.gpu;

import dev.mantissa.lib.precision.Device;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One GPU: facts for {@link Support} and for tables.
 *
 * @param name as sold, without the maker: "RTX 4090"
 * @param aliases other names
 * @param memory bandwidth in GB/s
 * @param peaks dense peaks that are known
 */
public record Gpu(
        String name,
        List<String> aliases,
        Generation generation,
        Capability capability,
        TensorCores tensorCores,
        Figure memory,
        Map<Rate, Figure> peaks) {

    public Gpu {
        aliases = List.copyOf(aliases);
        // Not the constructor that copies: it refuses an empty map that is no EnumMap.
        Map<Rate, Figure> ordered = new EnumMap<>(Rate.class);
        ordered.putAll(peaks);
        peaks = Collections.unmodifiableMap(ordered);
    }

    /** Starts one; {@link #dense} adds its peaks. */
    static Gpu of(
            String name,
            Generation generation,
            String capability,
            TensorCores tensorCores,
            double memory,
            Document source) {
        return new Gpu(
                name,
                List.of(),
                generation,
                Capability.of(capability),
                tensorCores,
                new Figure(memory, source),
                Map.of());
    }

    /** The same GPU with peaks from one document added. */
    Gpu dense(Document source, Rate.Peak... more) {
        Map<Rate, Figure> all = new EnumMap<>(Rate.class);
        all.putAll(peaks);
        for (Rate.Peak peak : more) {
            all.put(peak.rate(), new Figure(peak.tera(), source));
        }
        return new Gpu(name, aliases, generation, capability, tensorCores, memory, all);
    }

    /** The same GPU under more names. */
    Gpu alias(String... names) {
        return new Gpu(name, List.of(names), generation, capability, tensorCores, memory, peaks);
    }

    /** The dense peak, if it is known. */
    public Optional<Figure> peak(Rate rate) {
        return Optional.ofNullable(peaks.get(rate));
    }

    /** One word in lower case: "rtx-4090". */
    public String id() {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** The GPU as the resolver of levels sees it. */
    public Device device() {
        return new Device(id(), SupportRules.nativeModes(this), SupportRules.slowModes(this));
    }

    /** Formats of its tensor cores in the order of {@link Operands#hardware()}. */
    public List<String> tensorCoreFormats() {
        return Operands.hardware().stream().filter(tensorCores.formats()::contains).toList();
    }

    /** How many f32 operations there are to one of f64 outside tensor cores: 2, 32 or 64. */
    int doubleShare() {
        boolean full =
                switch (capability.toString()) {
                    case "6.0", "7.0", "8.0", "9.0", "10.0" -> true;
                    default -> false;
                };
        return full ? 2 : capability.atLeast(8, 0) ? 64 : 32;
    }

    @Override
    public String toString() {
        return name;
    }
}
