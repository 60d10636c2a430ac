package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.StoredOperations;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks {@code op:NAME=MODE} of a policy: an entry that reaches nothing would go unnoticed. */
public final class OperationNames {
    private static final Pattern ENTRY = Pattern.compile("(?i)op:([^=]+)=.*");

    private OperationNames() {}

    /**
     * Checks one word of a policy; words that are no such entry pass. ND4J is not loaded for it.
     *
     * @throws UsageException if there is no such operation, or none that a mode changes
     */
    public static void check(String word) {
        Matcher entry = ENTRY.matcher(word);
        if (!entry.matches()) {
            return;
        }
        String name = entry.group(1);
        OpRules rules = OpRules.load();
        List<String> obeying =
                rules.names().stream()
                        .filter(op -> rules.multiplies(op) || StoredOperations.contains(op))
                        .sorted()
                        .toList();
        if (has(obeying, name)) {
            return;
        }
        boolean exists = has(rules.names(), name);
        throw new UsageException(
                "op:%s: %s Allowed: matmul, conv2d, softmax and whatever else of ND4J multiplies, is a softmax or a norm, as in 'op:conv2d=f32'."
                        .formatted(
                                name,
                                exists
                                        ? "that operation multiplies and sums nothing, so no mode changes it."
                                        : "there is no operation of that name in ND4J."
                                                + Suggestion.hint(name, obeying)));
    }

    private static boolean has(Collection<String> names, String name) {
        return names.stream()
                .anyMatch(n -> n.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }
}
