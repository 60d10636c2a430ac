package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.PrecisionPolicy.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is typed: words apart by blanks or commas.
 *
 * @param entries in the order written
 * @param on what {@code on=} says; null where it is not there
 */
record PolicyText(List<Entry> entries, @Nullable OnUnsupported on) {
    static final String ON = "on";
    private static final String EMULATE = "emulate";
    private static final String PROMOTE = "promote";

    /** What may stand before {@code =} and is no selector. */
    static final Set<String> OPTIONS = Set.of(EMULATE, PROMOTE, ON);

    PolicyText {
        entries = List.copyOf(entries);
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
        List<Entry> entries = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (String word : text.strip().split("[\\s,]+")) {
            int equals = word.indexOf('=');
            String before = equals < 0 ? word : word.substring(0, equals);
            if (equals >= 0 && OPTIONS.contains(before.toLowerCase(Locale.ROOT))) {
                options.put(before.toLowerCase(Locale.ROOT), word.substring(equals + 1));
            } else if (equals < 0 || Precisions.find(word).isPresent()) {
                entries.addAll(named(word));
            } else {
                Selector selector = Selector.parse(before);
                entries.add(new Entry(selector, Precisions.of(word.substring(equals + 1))));
            }
        }
        String rule = options.remove(ON);
        OnUnsupported on = rule == null ? null : OnUnsupported.of(rule);
        return new PolicyText(options.isEmpty() ? entries : emulated(entries, options), on);
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
