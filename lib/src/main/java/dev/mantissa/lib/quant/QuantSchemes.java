package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The catalogue of quantisation schemes: one line adds one. */
public final class QuantSchemes {
    private static final int DEFAULT_GROUP = QuantScheme.BLOCK;

    private static final List<QuantScheme> ALL =
            List.of(
                    new Q8(DEFAULT_GROUP),
                    new Q4(DEFAULT_GROUP),
                    new Q2(DEFAULT_GROUP),
                    new Q1(DEFAULT_GROUP));

    private static final Pattern TEXT = Pattern.compile("q?([a-z0-9_]+?)(?::g?(\\d{1,6}))?");

    private QuantSchemes() {}

    /** Every scheme with its usual group, most bits first. */
    public static List<QuantScheme> all() {
        return ALL;
    }

    /**
     * The scheme written in {@code text}: "q4", "4", "q4:g64" or "4:64", in any case.
     *
     * @throws UsageException if there is no such scheme or group, naming those that there are
     */
    public static QuantScheme of(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw unknown(text);
        }
        String name = matcher.group(1);
        String group = matcher.group(2);
        QuantScheme scheme =
                ALL.stream()
                        .filter(s -> s.name().equals("q" + name) || s.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown(text));
        return group == null ? scheme : scheme.withGroup(Integer.parseInt(group));
    }

    /**
     * The scheme of that name or number of bits with that group.
     *
     * @throws UsageException if there is no such scheme or group, naming those that there are
     */
    public static QuantScheme of(String name, int group) {
        return of(name).withGroup(group);
    }

    private static UsageException unknown(String text) {
        String known = ALL.stream().map(QuantScheme::name).collect(Collectors.joining(", "));
        return new UsageException(
                "unknown quantisation scheme '%s'. Known: %s, or the bits alone: 8, 4, 2, 1; a group goes after a colon, as in q4:g64."
                        .formatted(text, known));
    }
}
