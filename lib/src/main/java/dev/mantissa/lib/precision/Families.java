package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.Rounding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Modes whose names hold numbers: one line adds a family. */
final class Families {
    private static final List<Family> ALL =
            List.of(
                    new Family(
                            "eXmY",
                            new EXmYMode(3, 4),
                            "e(\\d)m(\\d{1,2})",
                            m -> new EXmYMode(number(m, 1), number(m, 2))),
                    new Family(
                            "auto:err=E",
                            new AutoMode(1e-5),
                            "auto:err=([0-9.]+(?:e[-+]?\\d+)?)",
                            m -> new AutoMode(Double.parseDouble(m.group(1)))),
                    new Family(
                            "MODE:ROUNDING",
                            RoundedMode.of(new Tf32Mode(), Rounding.TOWARD_ZERO, 0),
                            "(\\w+):(rne|rna|rz|sr)(\\d{1,18})?",
                            Families::rounded),
                    new Family(
                            "MODE@GPU",
                            new EmulatedMode(new Bf16Mode(), "h100", 0),
                            "([\\w:]+)@([\\w-]+)(?::p(\\d{1,6}))?",
                            Families::emulated),
                    new Family(
                            "intB:gN",
                            new WeightIntMode(4, 128),
                            "int([2-7])(?::g(\\d{1,6}))?",
                            m ->
                                    new WeightIntMode(
                                            number(m, 1),
                                            m.group(2) == null
                                                    ? WeightIntMode.GROUP
                                                    : number(m, 2))));

    private Families() {}

    /** Modes whose names match; {@code label} and one of them are what help shows. */
    private record Family(
            String label,
            Precision example,
            Pattern pattern,
            Function<MatchResult, Precision> maker) {
        Family(
                String label,
                Precision example,
                String pattern,
                Function<MatchResult, Precision> maker) {
            this(label, example, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), maker);
        }
    }

    private static final Pattern ROUNDING_LAST =
            Pattern.compile("(?i)(\\w+)(@[\\w-]+(?::p\\d+)?)(:(?:rne|rna|rz|sr\\d*))");

    private static final Pattern OTHER_ROUNDING = Pattern.compile("(\\w+):[\\w-]*");

    /** How to write a name that is almost one of a family; or nothing. */
    static String hint(String name) {
        Matcher last = ROUNDING_LAST.matcher(name);
        if (last.matches()) {
            return " The rounding comes before the GPU: %s%s%s."
                    .formatted(last.group(1), last.group(3), last.group(2));
        }
        Matcher other = OTHER_ROUNDING.matcher(name);
        return other.matches() && canRound(other.group(1))
                ? " After '%s:' comes rne, rna, rz, sr or sr with a seed of up to 18 digits, as in %s:sr7."
                        .formatted(other.group(1), other.group(1))
                : "";
    }

    private static boolean canRound(String name) {
        try {
            return Precisions.find(name + ":" + Rounding.STOCHASTIC.label()).isPresent();
        } catch (UsageException one) {
            return false;
        }
    }

    /** As help shows them: "eXmY (e3m4)". */
    static List<String> labels() {
        return ALL.stream().map(f -> "%s (%s)".formatted(f.label(), f.example().name())).toList();
    }

    /** One mode of each. */
    static List<Precision> examples() {
        return ALL.stream().map(Family::example).toList();
    }

    private static Precision rounded(MatchResult match) {
        Precision mode = Precisions.of(match.group(1));
        Rounding rounding = Rounding.of(match.group(2));
        String seed = match.group(3);
        if (seed != null && rounding != Rounding.STOCHASTIC) {
            throw new UsageException(
                    "'%s': only sr, at random, has a seed; write %s:%s."
                            .formatted(match.group(), mode.name(), rounding.label()));
        }
        return RoundedMode.of(mode, rounding, seed == null ? 0 : Long.parseLong(seed));
    }

    private static Precision emulated(MatchResult match) {
        int promote = match.group(3) == null ? 0 : number(match, 3);
        return new EmulatedMode(Precisions.of(match.group(1)), match.group(2), promote);
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
