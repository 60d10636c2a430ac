package dev.mantissa.lib.quant;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The catalogue of quantisation schemes: one line adds one. */
public final class QuantSchemes {
    private static final List<QuantScheme> ALL =
            List.of(
                    new Q8(),
                    new Q4(),
                    new Q3(),
                    new Q2(),
                    new Q1(),
                    new Ternary(),
                    new Nf4(),
                    new Mxfp4(),
                    new Nvfp4(),
                    new GgufQ80(),
                    GgufRanged.q51(),
                    GgufScaled.q50(),
                    GgufRanged.q41(),
                    GgufScaled.q40(),
                    new GgufQ20(),
                    new GgufQ10(),
                    new GgufQ8K(),
                    new GgufQ6K(),
                    GgufRangedK.q5(),
                    GgufRangedK.q4(),
                    new GgufQ3K(),
                    new GgufQ2K(),
                    new GgufIq4Nl(),
                    new GgufIq4Xs(),
                    new GgufTq20(),
                    new GgufTq10(),
                    new GgufMxfp4(),
                    new GgufNvfp4());

    private QuantSchemes() {}

    /** Every scheme with its usual options. */
    public static List<QuantScheme> all() {
        return ALL;
    }

    /**
     * The scheme written in {@code text}: "q4", "4", "q4:g64", "4:64:asym", in any case; options
     * after colons in any order.
     *
     * @throws UsageException if there is no such scheme or option, naming those that there are
     */
    public static QuantScheme of(String text) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split(":", -1);
        QuantScheme scheme = find(words[0]).orElseThrow(() -> unknown(text, words[0]));
        QuantOptions options = scheme.options();
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            options =
                    options.with(word)
                            .orElseThrow(() ->
                                    new UsageException(
                                            "%s: unknown option '%s' in '%s'. Allowed: %s, each after a colon, in any order, as in q4:g64:asym."
                                                    .formatted(
                                                            scheme.name(),
                                                            word,
                                                            text,
                                                            QuantOptions.known())));
        }
        return options.equals(scheme.options()) ? scheme : scheme.with(options);
    }

    /**
     * The scheme of that name or number of bits with that group.
     *
     * @throws UsageException if there is no such scheme or group, naming those that there are
     */
    public static QuantScheme of(String name, int group) {
        return of(name).withGroup(group);
    }

    /** Whether the part before the first colon names a scheme. */
    public static boolean isName(String text) {
        return find(text.strip().toLowerCase(Locale.ROOT).replaceFirst(":.*", "")).isPresent();
    }

    private static Optional<QuantScheme> find(String name) {
        return ALL.stream()
                .filter(s -> s.name().equals(name) || s.name().equals("q" + name))
                .findFirst();
    }

    private static UsageException unknown(String text, String name) {
        Optional<UsageException> leftOut = GgufTypes.whyNot(name);
        if (leftOut.isPresent()) {
            return leftOut.get();
        }
        List<String> names = ALL.stream().map(QuantScheme::name).toList();
        return new UsageException(
                "unknown quantisation scheme '%s'.%s Known: %s, or the bits alone: 8, 4, 3, 2, 1; options go after colons, as in q4:g64."
                        .formatted(text, Suggestion.hint(name, names), String.join(", ", names)));
    }
}
