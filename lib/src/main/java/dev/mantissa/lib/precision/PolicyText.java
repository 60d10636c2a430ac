package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy as it is typed: its entries, and the options that were among them.
 *
 * @param entries in the order written
 * @param options words of {@link RangeOptions} and their values
 */
record PolicyText(List<PrecisionPolicy.Entry> entries, Map<String, String> options) {
    private static final String EMULATE = "emulate";
    private static final String PROMOTE = "promote";
    private static final Set<String> EMULATION = Set.of(EMULATE, PROMOTE);

    /** The one word whose value holds commas. */
    private static final Pattern UPCAST =
            Pattern.compile("(?i)(?<!\\S)" + Upcasts.WORD + "=(\\S*)");

    /**
     * Reads a policy.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    static PolicyText read(String text) {
        if (text.isBlank()) {
            throw new UsageException(
                    "a precision policy needs a mode, as in 'high', or entries, as in 'attention=f32 *=bf16'. Type %precision list.");
        }
        List<PrecisionPolicy.Entry> entries = new ArrayList<>();
        Map<String, String> emulation = new HashMap<>();
        Map<String, String> options = new HashMap<>();
        List<PrecisionPolicy.Entry> upcasts = new ArrayList<>();
        Matcher upcast = UPCAST.matcher(text);
        while (upcast.find()) {
            upcasts.addAll(Upcasts.entries(upcast.group(1).toLowerCase(Locale.ROOT)));
        }
        String rest = upcast.replaceAll(" ").strip();
        for (String word : rest.isEmpty() ? new String[0] : rest.split("[\\s,]+")) {
            int equals = word.indexOf('=');
            String before = equals < 0 ? word : word.substring(0, equals);
            String name = before.toLowerCase(Locale.ROOT);
            if (EMULATION.contains(name)) {
                emulation.put(name, word.substring(equals + 1));
            } else if (equals >= 0 && RangeOptions.WORDS.contains(name)) {
                options.put(name, word.substring(equals + 1));
            } else if (equals < 0 || Precisions.find(word).isPresent()) {
                entries.addAll(named(word));
            } else {
                Selector selector = Selector.parse(before);
                entries.add(
                        new PrecisionPolicy.Entry(
                                selector, Precisions.of(word.substring(equals + 1))));
            }
        }
        List<PrecisionPolicy.Entry> all =
                new ArrayList<>(emulation.isEmpty() ? entries : emulated(entries, emulation));
        all.addAll(upcasts);
        return new PolicyText(all, options);
    }

    /** {@code before} with the options that were written. */
    RangeOptions range(RangeOptions before) {
        RangeOptions range = before;
        for (Map.Entry<String, String> option : options.entrySet()) {
            range = range.with(option.getKey(), option.getValue());
        }
        return range;
    }

    private static List<PrecisionPolicy.Entry> emulated(
            List<PrecisionPolicy.Entry> entries, Map<String, String> options) {
        String gpu = options.get(EMULATE);
        if (gpu == null || entries.isEmpty()) {
            throw new UsageException(
                    "promote= and emulate= say how a mode is computed; name both it and a GPU, as in 'bf16 emulate=h100' or 'f8e4m3 emulate=h100 promote=128'.");
        }
        String promote = options.getOrDefault(PROMOTE, "0");
        if (!promote.matches("\\d{1,6}")) {
            throw new UsageException(
                    "promote=%s: a number of terms is needed, as in promote=128"
                            .formatted(promote));
        }
        return entries.stream()
                .map(e ->
                        isWide(e.mode())
                                ? e
                                : new PrecisionPolicy.Entry(
                                        e.selector(),
                                        new EmulatedMode(e.mode(), gpu, Integer.parseInt(promote))))
                .toList();
    }

    /** What no tensor core is asked to compute. */
    private static boolean isWide(Precision mode) {
        return mode.passesThrough() || mode.accumulation() == Accumulation.F64;
    }

    private static List<PrecisionPolicy.Entry> named(String word) {
        return Presets.find(word)
                .orElseGet(() ->
                        PrecisionPolicy.of(Precisions.of(word, Presets.all().keySet())).entries());
    }
}
