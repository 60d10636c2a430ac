package dev.mantissa.lib.gpu;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue of GPUs: one entry in the list of its generation adds one. */
public final class Gpus {
    private static final Pattern PREFIX =
            Pattern.compile("^(nvidia|geforce|tesla|quadro|rtx|gtx)+");

    private static final List<Gpu> ALL =
            Stream.of(
                            EarlyGpus.ALL,
                            TuringGpus.ALL,
                            AmpereGpus.ALL,
                            AdaGpus.ALL,
                            HopperGpus.ALL,
                            BlackwellGpus.ALL)
                    .flatMap(List::stream)
                    .toList();

    private static final Map<String, Gpu> BY_NAME = byName();

    private Gpus() {}

    /** Every GPU, oldest generation first. */
    public static List<Gpu> all() {
        return ALL;
    }

    /**
     * The GPU of that name or alias, in any case, with or without "NVIDIA", "GeForce", "RTX" …
     *
     * @throws UsageException naming the nearest match and the list
     */
    public static Gpu of(String name) {
        return find(name)
                .orElseThrow(() ->
                        new UsageException(
                                "unknown GPU '%s'.%s Known: %s. Type %%gpu matrix."
                                        .formatted(name.strip(), hint(name), known())));
    }

    /** As {@link #of}, if there is one. */
    public static Optional<Gpu> find(String name) {
        return Optional.ofNullable(BY_NAME.get(key(name)));
    }

    private static String hint(String name) {
        return Suggestion.nearest(key(name), BY_NAME.keySet())
                .map(key -> " Did you mean '" + BY_NAME.get(key) + "'?")
                .orElse("");
    }

    private static String known() {
        return ALL.stream().map(Gpu::name).collect(Collectors.joining(", "));
    }

    private static Map<String, Gpu> byName() {
        Map<String, Gpu> names = new LinkedHashMap<>();
        for (Gpu gpu : ALL) {
            Stream.concat(Stream.of(gpu.name()), gpu.aliases().stream())
                    .forEach(name -> {
                        if (names.putIfAbsent(key(name), gpu) != null) {
                            throw new IllegalStateException("two GPUs are called " + name);
                        }
                    });
        }
        return names;
    }

    /** "4090" of "NVIDIA GeForce RTX 4090". */
    private static String key(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return PREFIX.matcher(letters).replaceFirst("");
    }
}
