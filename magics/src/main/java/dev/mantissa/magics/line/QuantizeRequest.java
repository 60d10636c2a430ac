package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.nd4j.QuantPlan;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code %quantize}, in whatever order they were typed.
 *
 * @param action what to do
 * @param scheme by which, for {@link Action#PACK}
 * @param names variables; before them a file, for {@link Action#SAVE} and {@link Action#LOAD}
 * @param options values by option
 */
record QuantizeRequest(
        Action action,
        @Nullable QuantScheme scheme,
        List<String> names,
        Map<QuantizeOption, String> options) {
    enum Action {
        PACK,
        AUTO,
        OFF,
        REPORT,
        SAVE,
        LOAD,
        LIST;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Action> of(String word) {
            return Arrays.stream(values())
                    .filter(a -> a != PACK && a.text().equals(word))
                    .findFirst();
        }
    }

    static final String USAGE =
            "%quantize 4|q4_k|nf4|… NAME [group=64] [scheme=asym] [keep=output] [data=X] [calib=gptq], %quantize auto bits=4.5 NAME data=X, %quantize report NAME [data=X], %quantize off NAME, %quantize save|load FILE, %quantize list";
    private static final Pattern OPTION = Pattern.compile("([A-Za-z]+)=(.*)");
    private static final Pattern OLD_GROUP = Pattern.compile("group:(.*)");
    private static final Pattern SCHEME =
            Pattern.compile("(i?q|tq)?\\d+(_.*)?(:.*)?|\\d+[- ]?bits?|.*:.*");

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they ask for nothing, or for two things
     */
    static QuantizeRequest of(MagicLine line) {
        return new Reader(Say.typed(line)).read(line.words());
    }

    /**
     * What is packed, and how, without calibration.
     *
     * @throws IllegalStateException unless the action is {@link Action#PACK}
     */
    QuantPlan plan() {
        QuantPlan all = QuantPlan.of(Objects.requireNonNull(scheme));
        return new QuantPlan(
                all.scheme(),
                all.each(),
                listed(QuantizeOption.INCLUDE),
                listed(QuantizeOption.KEEP),
                null);
    }

    /**
     * Whether a network of packed weights only is asked for.
     *
     * @throws UsageException if release= is neither true nor false
     */
    boolean releases() {
        String text =
                options.getOrDefault(QuantizeOption.RELEASE, "false").toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            throw new UsageException(
                    "release=%s says neither yes nor no. Allowed: release=true, release=false."
                            .formatted(text));
        }
        return text.equals("true");
    }

    /**
     * Complains about what only networks have.
     *
     * @throws UsageException if layers are chosen
     */
    void checkMatrix(String name) {
        if (options.containsKey(QuantizeOption.CALIB)) {
            throw new UsageException(
                    "'%s' is a matrix; calib= runs a network to see what its layers get. For a matrix: Calibrations.of(\"%s\").encode(%s, weights.matrix(), inputs.matrix())."
                            .formatted(
                                    name,
                                    options.get(QuantizeOption.CALIB),
                                    "QuantSchemes.of(\"%s\")".formatted(scheme)));
        }
        if (!listed(QuantizeOption.KEEP).isEmpty()
                || !listed(QuantizeOption.INCLUDE).isEmpty()
                || options.containsKey(QuantizeOption.DATA)
                || releases()) {
            throw new UsageException(
                    "'%s' is a matrix and has no layers; keep=, include=, release= and data= are for networks. Leave them out."
                            .formatted(name));
        }
    }

    private List<String> listed(QuantizeOption option) {
        return parts(options.get(option));
    }

    private static List<String> parts(@Nullable String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",")).map(String::strip).toList();
    }

    /** Reads one line. */
    private static final class Reader {
        private final String typed;
        private final List<String> names = new ArrayList<>();
        private final List<Action> actions = new ArrayList<>();
        private final Map<QuantizeOption, String> options = new EnumMap<>(QuantizeOption.class);
        private @Nullable String bits;

        Reader(String typed) {
            this.typed = typed;
        }

        QuantizeRequest read(List<String> words) {
            words.forEach(this::word);
            if (actions.size() > 1 || (actions.size() == 1 && bits != null)) {
                throw Mistake.usage(typed, "that asks for two things at once.", USAGE);
            }
            Action action = actions.isEmpty() ? Action.PACK : actions.getFirst();
            checkOptions(action);
            if (action != Action.PACK) {
                return new QuantizeRequest(action, null, names, options);
            }
            if (bits == null) {
                throw Mistake.usage(
                        typed,
                        "in how many bits? 8, 4, 3, 2 or 1, or a scheme of %quantize list.",
                        USAGE);
            }
            return new QuantizeRequest(action, scheme(bits), names, options);
        }

        private void word(String word) {
            String low = word.toLowerCase(Locale.ROOT);
            Matcher option = OPTION.matcher(word);
            Matcher group = OLD_GROUP.matcher(low);
            boolean file = actions.contains(Action.SAVE) || actions.contains(Action.LOAD);
            if (option.matches() && !file) {
                option(option.group(1).toLowerCase(Locale.ROOT), option.group(2));
            } else if (file) {
                names.add(word);
            } else if (Action.of(low).isPresent()) {
                actions.add(Action.of(low).get());
            } else if (group.matches()) {
                options.put(QuantizeOption.GROUP, group.group(1));
            } else if (bits == null
                    && (QuantSchemes.isName(low) || SCHEME.matcher(low).matches())) {
                bits = low.replaceFirst("[- ]?bits?$", "");
            } else {
                names.add(word);
            }
        }

        private void option(String name, String value) {
            QuantizeOption option =
                    QuantizeOption.of(name)
                            .orElseThrow(() ->
                                    Mistake.unknown(
                                            typed,
                                            "option",
                                            name,
                                            QuantizeOption.names(),
                                            "Options are typed as group=64."));
            if (value.isBlank()) {
                throw Mistake.usage(typed, "%s= says nothing.".formatted(name), USAGE);
            }
            options.put(option, value);
        }

        private void checkOptions(Action action) {
            for (QuantizeOption option : options.keySet()) {
                boolean fits =
                        switch (option) {
                            case BITS -> action == Action.AUTO;
                            case DATA ->
                                    action == Action.AUTO
                                            || action == Action.PACK
                                            || action == Action.REPORT;
                            default -> action == Action.PACK;
                        };
                if (!fits) {
                    throw Mistake.usage(
                            typed,
                            "%s= does not go with %s."
                                    .formatted(
                                            option.text(),
                                            action == Action.PACK
                                                    ? "a number of bits"
                                                    : action.text()),
                            USAGE);
                }
            }
        }

        private QuantScheme scheme(String name) {
            StringBuilder text = new StringBuilder(name);
            String group = options.get(QuantizeOption.GROUP);
            try {
                if (group != null) {
                    if (!group.toLowerCase(Locale.ROOT).matches("\\d{1,6}|row|tensor")) {
                        throw new UsageException(
                                "'group=%s' is no group. Allowed: group=32, 64, 128, row or tensor."
                                        .formatted(group));
                    }
                    text.append(':').append(group);
                }
                parts(options.get(QuantizeOption.SCHEME)).forEach(w -> text.append(':').append(w));
                parts(options.get(QuantizeOption.ACT)).forEach(w -> text.append(':').append(w));
                return QuantSchemes.of(text.toString());
            } catch (UsageException e) {
                throw Mistake.in(typed, e);
            }
        }
    }
}
