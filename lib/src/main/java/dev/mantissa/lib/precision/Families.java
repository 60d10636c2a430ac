package dev.mantissa.lib.precision;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Modes whose names hold numbers: one line adds a family. */
final class Families {
    /** As help shows them. */
    static final List<String> NAMES = List.of("eXmY (e5m10)", "intB:gN (int4:g128)");

    private static final List<Family> ALL =
            List.of(
                    new Family("e(\\d)m(\\d{1,2})", m -> new EXmYMode(number(m, 1), number(m, 2))),
                    new Family(
                            "int([2-7]):g(\\d{1,6})",
                            m -> new WeightIntMode(number(m, 1), number(m, 2))));

    private Families() {}

    private record Family(Pattern pattern, Function<MatchResult, Precision> maker) {
        Family(String pattern, Function<MatchResult, Precision> maker) {
            this(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), maker);
        }
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    /**
     * The mode of that name, if it belongs to a family.
     *
     * @throws dev.mantissa.lib.UsageException if its numbers are out of range
     */
    static Optional<Precision> find(String name) {
        for (Family family : ALL) {
            Matcher matcher = family.pattern().matcher(name);
            if (matcher.matches()) {
                return Optional.of(family.maker().apply(matcher.toMatchResult()));
            }
        }
        return Optional.empty();
    }
}
