package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What there is to choose from about one scheme. Rotation and activations are free with any.
 *
 * @param usual what is chosen where nothing is said
 * @param groups those that there are, the usual one first
 * @param asymmetric whether it can be asymmetric
 * @param rules those that there are
 */
record QuantChoices(
        QuantOptions usual, List<Integer> groups, boolean asymmetric, List<ScaleRule> rules) {
    static final List<Integer> ANY_GROUP =
            List.of(32, 64, 128, QuantScheme.ROW, QuantScheme.TENSOR);

    /** Nothing to choose: the format says it all. */
    static QuantChoices fixed(int group, ScaleRule rule) {
        return new QuantChoices(QuantOptions.of(group, rule), List.of(group), false, List.of(rule));
    }

    /**
     * The options, if the scheme has them.
     *
     * @throws UsageException if not
     */
    QuantOptions checked(String name, QuantOptions asked) {
        if (!groups.contains(asked.group())) {
            String known =
                    groups.stream()
                            .map(g -> QuantOptions.text(g).replaceFirst("^g", ""))
                            .collect(Collectors.joining(", "));
            throw new UsageException(
                    "%s: no group of %s. Allowed: %s. Leave the group out for %s."
                            .formatted(
                                    name,
                                    QuantOptions.text(asked.group()).replaceFirst("^g", ""),
                                    known,
                                    QuantOptions.text(usual.group()).replaceFirst("^g", "")));
        }
        if (asked.asymmetric() && !asymmetric) {
            throw new UsageException(
                    "%s: its levels have no zero point, so asym does not fit. Allowed: sym. Leave asym out, or use q8, q4, q3 or q2."
                            .formatted(name));
        }
        if (!rules.contains(asked.rule())) {
            String known = rules.stream().map(ScaleRule::text).collect(Collectors.joining(", "));
            throw new UsageException(
                    "%s: scales are not found by %s. Allowed: %s. Leave it out for %s."
                            .formatted(name, asked.rule().text(), known, usual.rule().text()));
        }
        return asked;
    }
}
