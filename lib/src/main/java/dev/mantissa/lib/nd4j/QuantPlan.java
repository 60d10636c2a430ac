package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Selector;
import dev.mantissa.lib.quant.QuantScheme;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which scheme each weight array of a network is packed by.
 *
 * @param scheme of the arrays that {@code each} does not name; null if these stay f32
 * @param each schemes of single arrays, by parameter name
 * @param include patterns of what is quantised, as {@link #fits} reads them; none means all
 * @param keep patterns of what stays f32
 * @param batch by which arrays are calibrated; null if the scheme rounds by itself
 */
public record QuantPlan(
        @Nullable QuantScheme scheme,
        Map<String, QuantScheme> each,
        List<String> include,
        List<String> keep,
        @Nullable CalibrationBatch batch) {
    public QuantPlan {
        each = Map.copyOf(each);
        include = List.copyOf(include);
        keep = List.copyOf(keep);
    }

    /** One scheme for everything. */
    public static QuantPlan of(QuantScheme scheme) {
        return new QuantPlan(scheme, Map.of(), List.of(), List.of(), null);
    }

    /** A scheme for each of these parameters; the rest stays f32. */
    public static QuantPlan each(Map<String, QuantScheme> schemes) {
        return new QuantPlan(null, schemes, List.of(), List.of(), null);
    }

    /** The same, calibrated. */
    public QuantPlan calibrated(CalibrationBatch by) {
        return new QuantPlan(scheme, each, include, keep, by);
    }

    /** What is packed, and how. */
    record Choice(WeightMatrix matrix, QuantScheme scheme) {}

    /**
     * The arrays that are quantised, in the network's order.
     *
     * @throws UsageException if a pattern fits none of them, or none is left
     */
    List<Choice> choose(List<WeightMatrix> all) {
        Stream.concat(include.stream(), keep.stream()).forEach(p -> checkFits(p, all));
        List<Choice> chosen = new ArrayList<>();
        for (WeightMatrix matrix : all) {
            QuantScheme named = each.get(matrix.name());
            QuantScheme own = named == null ? scheme : named;
            boolean included = include.isEmpty() || fitsAny(include, matrix);
            if (own != null && included && !fitsAny(keep, matrix)) {
                chosen.add(new Choice(matrix, own));
            }
        }
        if (chosen.isEmpty()) {
            throw new UsageException(
                    "nothing is left to quantise. Weights: %s. Keep fewer of them (keep=), or include more (include=)."
                            .formatted(String.join(", ", names(all))));
        }
        return chosen;
    }

    private static boolean fitsAny(List<String> patterns, WeightMatrix matrix) {
        return patterns.stream().anyMatch(pattern -> fits(pattern, matrix));
    }

    /**
     * Whether a pattern means an array: by its name ("1_W"), its layer's name or number ("dense*",
     * "layer1"), kind ("convolution", "output") or role ("conv"); case does not matter.
     */
    static boolean fits(String pattern, WeightMatrix matrix) {
        List<String> names = new ArrayList<>(matrix.words());
        names.add(matrix.name());
        return new Selector.ByName(pattern, pattern)
                .matches(new Operation("", Set.of(), names, -1, 0));
    }

    private static void checkFits(String pattern, List<WeightMatrix> all) {
        if (all.stream().noneMatch(matrix -> fits(pattern, matrix))) {
            Set<String> known = new LinkedHashSet<>(names(all));
            all.forEach(matrix -> known.addAll(matrix.words()));
            throw new UsageException(
                    "no weights are called '%s'.%s Known: %s. Stars stand for any text."
                            .formatted(
                                    pattern,
                                    Suggestion.hint(pattern, known),
                                    String.join(", ", known)));
        }
    }

    private static List<String> names(List<WeightMatrix> all) {
        return all.stream().map(WeightMatrix::name).toList();
    }
}
