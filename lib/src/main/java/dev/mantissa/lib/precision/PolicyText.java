package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.PrecisionPolicy.Entry;
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
 * @param options what stood before and behind {@code =} in words that are no entry
 */
record PolicyText(List<Entry> entries, Map<String, String> options) {
    static final String ON = "on";
    private static final String EMULATE = "emulate";
    private static final String PROMOTE = "promote";
    private static final Set<String> EMULATION = Set.of(EMULATE, PROMOTE);

    /** The one word whose value holds commas. */
    private static final Pattern UPCAST =
            Pattern.compile("(?i)(?<!\\S)" + Upcasts.WORD + "=(\\S*)");

    PolicyText {
        entries = List.copyOf(entries);
        options = Map.copyOf(options);
    }

    /** What may stand before {@code =} and is no selector. */
    static List<String> words() {
        List<String> all = new ArrayList<>(List.of(EMULATE, PROMOTE, ON, Upcasts.WORD));
        all.addAll(RangeOptions.WORDS);
        return all;
    }

    /**
     * Reads one.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    static PolicyText read(String text) {
        if (text.isBlank()) {
            throw new UsageException(
                    "a precision policy needs a mode, as in 'high', or entries, as in 'attention=f32 *=bf16'. Type %precision list.");
        }
        List<Entry> upcasts = new ArrayList<>();
        Matcher upcast = UPCAST.matcher(text);
        while (upcast.find()) {
            upcasts.addAll(Upcasts.entries(upcast.group(1).toLowerCase(Locale.ROOT)));
        }
        String rest = upcast.replaceAll(" ").strip();
        List<Entry> entries = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (String word : rest.isEmpty() ? new String[0] : rest.split("[\\s,]+")) {
            int equals = word.indexOf('=');
            String before = equals < 0 ? word : word.substring(0, equals);
            String name = before.toLowerCase(Locale.ROOT);
            if (equals >= 0 && isOption(name)) {
                options.put(name, word.substring(equals + 1));
            } else if (equals < 0 || Precisions.find(word).isPresent()) {
                entries.addAll(named(word));
            } else {
                entries.add(
                        new Entry(Selector.parse(before), mode(word.substring(equals + 1), word)));
            }
        }
        List<Entry> all = new ArrayList<>(emulated(entries, options));
        all.addAll(upcasts);
        return new PolicyText(all, options);
    }

    private static Precision mode(String name, String word) {
        if (name.isEmpty()) {
            throw new UsageException(
                    "'%s': a mode is missing behind the equals sign. Write it as in '%sbf16'; %%precision list shows every mode."
                            .formatted(word, word));
        }
        return Precisions.of(name);
    }

    private static boolean isOption(String name) {
        return EMULATION.contains(name) || ON.equals(name) || RangeOptions.WORDS.contains(name);
    }

    /** {@code before} with the options that were written. */
    RangeOptions range(RangeOptions before) {
        RangeOptions range = before;
        for (String word : RangeOptions.WORDS) {
            String value = options.get(word);
            range = value == null ? range : range.with(word, value);
        }
        return range;
    }

    /** What {@code on=} says; {@code before} where it is not there. */
    OnUnsupported on(OnUnsupported before) {
        String rule = options.get(ON);
        return rule == null ? before : OnUnsupported.of(rule);
    }

    /** True if an entry speaks of every operation. */
    boolean isComplete() {
        return entries.stream().anyMatch(e -> e.selector() instanceof Selector.Everything);
    }

    private static List<Entry> named(String word) {
        return Presets.find(word)
                .orElseGet(() ->
                        PrecisionPolicy.of(Precisions.of(word, Presets.all().keySet())).entries());
    }

    private static List<Entry> emulated(List<Entry> entries, Map<String, String> options) {
        if (EMULATION.stream().noneMatch(options::containsKey)) {
            return entries;
        }
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
        if (entries.stream().allMatch(e -> isWide(e.mode()))) {
            throw new UsageException(
                    "emulate=%s: there is nothing to emulate, because tensor cores do not compute '%s'. Name a mode that they do, as in 'bf16 emulate=%s'."
                            .formatted(gpu, entries.getFirst().mode().name(), gpu));
        }
        return entries.stream()
                .map(e ->
                        isWide(e.mode())
                                ? e
                                : new Entry(
                                        e.selector(),
                                        new EmulatedMode(e.mode(), gpu, Integer.parseInt(promote))))
                .toList();
    }

    /** What no tensor core is asked to compute. */
    private static boolean isWide(Precision mode) {
        return mode.passesThrough() || mode.accumulation() == Accumulation.F64;
    }
}
