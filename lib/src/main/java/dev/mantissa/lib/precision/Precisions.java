package dev.mantissa.lib.precision;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue of precision modes: one line adds one. */
public final class Precisions {
    private static final List<Precision> ALL =
            List.of(
                    new Highest(),
                    new High(),
                    new Medium(),
                    new Low(),
                    new AutoMode(),
                    new F64Mode(),
                    new F32Mode(),
                    new Tf32Mode(),
                    new Bf16Mode(),
                    new F16Mode(),
                    new F32SeqMode(),
                    new Tf32x3Mode(),
                    new Bf16x3Mode(),
                    new Bf16x4Mode(),
                    new Bf16x6Mode(),
                    new Bf16x9Mode(),
                    new F16Acc16Mode(),
                    new Bf16Acc16Mode(),
                    new F8e4m3Mode(),
                    new F8e5m2Mode(),
                    new Mxfp8Mode(),
                    new Mxfp4Mode(),
                    new Nvfp4Mode(),
                    new Int8Mode(),
                    new WeightIntMode(4, WeightIntMode.GROUP),
                    new WeightIntMode(2, WeightIntMode.GROUP),
                    new TernaryMode(),
                    new Int1Mode());

    private static final Map<String, Precision> BY_NAME =
            ALL.stream()
                    .flatMap(mode -> names(mode).map(name -> Map.entry(name, mode)))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    entry -> entry.getKey().toLowerCase(Locale.ROOT),
                                    Map.Entry::getValue));

    private Precisions() {}

    /** Every mode: the levels first, then the formats. */
    public static List<Precision> all() {
        return ALL;
    }

    /** One mode of each family of modes whose names hold numbers. */
    public static List<Precision> examples() {
        return Families.examples();
    }

    /**
     * The mode of that name or alias, in any case.
     *
     * @throws UsageException naming the nearest match and the list
     */
    public static Precision of(String name) {
        return of(name, List.of());
    }

    /** As {@link #of(String)}; the message of the exception knows of other names too. */
    static Precision of(String name, Collection<String> others) {
        return find(name).orElseThrow(() -> new UsageException(unknown(name, others)));
    }

    /** The mode of that name or alias, in any case, if there is one. */
    public static Optional<Precision> find(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        Precision mode = BY_NAME.get(wanted);
        return mode == null ? Families.find(wanted) : Optional.of(mode);
    }

    private static String unknown(String name, Collection<String> others) {
        List<String> names =
                Stream.concat(ALL.stream().flatMap(Precisions::names), others.stream()).toList();
        String known =
                Stream.concat(ALL.stream().map(Precision::name), Families.labels().stream())
                        .collect(Collectors.joining(", "));
        return "unknown precision '%s'.%s Known: %s. Type %%precision list."
                .formatted(name.strip(), hint(name, names), known);
    }

    /** What was most likely meant by a name that is none: " Did you mean 'high'?", or nothing. */
    public static String hint(String name, Collection<String> known) {
        String meant = Families.hint(name.strip());
        return meant.isEmpty() ? Suggestion.hint(name, known) : meant;
    }

    private static Stream<String> names(Precision mode) {
        return Stream.concat(Stream.of(mode.name()), mode.aliases().stream());
    }
}
