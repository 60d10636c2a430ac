package dev.mantissa.lib.quant;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.List;
import java.util.Locale;

/** The catalogue of calibration methods: one line adds one. */
public final class Calibrations {
    private static final List<Calibration> ALL =
            List.of(
                    new MinMax(),
                    new Percentile(),
                    new LeastSquares(),
                    new ImportanceMatrix(),
                    new ActivationAware(),
                    new Gptq(),
                    new GptqOrdered());

    private Calibrations() {}

    public static List<Calibration> all() {
        return ALL;
    }

    /**
     * The method of that name, in any case.
     *
     * @throws UsageException if there is none, naming those that there are
     */
    public static Calibration of(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(c -> c.name().equals(lower))
                .findFirst()
                .orElseThrow(() -> unknown(name, lower));
    }

    private static UsageException unknown(String name, String lower) {
        List<String> names = ALL.stream().map(Calibration::name).toList();
        return new UsageException(
                "unknown calibration '%s'.%s Known: %s."
                        .formatted(name, Suggestion.hint(lower, names), String.join(", ", names)));
    }
}
