package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code %quantize}, in whatever order they were typed.
 *
 * @param action what to do
 * @param scheme by which, for {@link Action#PACK}
 * @param names variables
 */
record QuantizeRequest(Action action, @Nullable QuantScheme scheme, List<String> names) {
    enum Action {
        PACK,
        OFF,
        REPORT,
        LIST
    }

    static final String USAGE =
            "%quantize 4|q4_k|nf4|… NAME [group=64], %quantize off NAME, %quantize report NAME, %quantize list";
    private static final Pattern GROUP = Pattern.compile("group[=:](.*)");
    private static final Pattern SCHEME =
            Pattern.compile("(i?q|tq)?\\d+(_.*)?(:.*)?|\\d+[- ]?bits?|.*:.*");

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they ask for nothing, or for two things
     */
    static QuantizeRequest of(MagicLine line) {
        String typed = Say.typed(line);
        List<String> names = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        String bits = null;
        String group = null;
        for (String word : line.words()) {
            String low = word.toLowerCase(Locale.ROOT);
            Matcher grouped = GROUP.matcher(low);
            if (low.equals("off") || low.equals("report") || low.equals("list")) {
                actions.add(Action.valueOf(low.toUpperCase(Locale.ROOT)));
            } else if (grouped.matches()) {
                group = grouped.group(1);
            } else if (bits == null
                    && (QuantSchemes.isName(low) || SCHEME.matcher(low).matches())) {
                bits = low.replaceFirst("[- ]?bits?$", "");
            } else {
                names.add(word);
            }
        }
        if (actions.size() > 1 || (actions.size() == 1 && bits != null)) {
            throw Mistake.usage(typed, "that asks for two things at once.", USAGE);
        }
        if (actions.size() == 1) {
            return new QuantizeRequest(actions.getFirst(), null, names);
        }
        if (bits == null) {
            throw Mistake.usage(
                    typed,
                    "in how many bits? 8, 4, 3, 2 or 1, or a scheme of %quantize list.",
                    USAGE);
        }
        return new QuantizeRequest(Action.PACK, scheme(typed, bits, group), names);
    }

    private static QuantScheme scheme(String typed, String bits, @Nullable String group) {
        try {
            if (group == null) {
                return QuantSchemes.of(bits);
            }
            if (!group.matches("\\d{1,6}|row|tensor")) {
                throw new UsageException(
                        "'group=%s' is no group. Allowed: group=32, 64, 128, row or tensor."
                                .formatted(group));
            }
            return QuantSchemes.of(bits + ":" + group);
        } catch (UsageException e) {
            throw Mistake.in(typed, e);
        }
    }
}
