package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which mode each operation uses. Text form: a mode for everything, {@code high}, or entries {@code
 * attention=f32 op:conv2d=high layer:0..3=bf16 blocks.*.attn.q=f32 *=bf16}. The most specific entry
 * wins, a later one wins a tie, and what no entry speaks of is computed in {@code highest}.
 *
 * @param entries in the order written
 */
public record PrecisionPolicy(List<Entry> entries) {
    private static final String EMULATE = "emulate";
    private static final String PROMOTE = "promote";
    private static final Set<String> OPTIONS = Set.of(EMULATE, PROMOTE);

    /** One entry: these operations, that mode. */
    public record Entry(Selector selector, Precision mode) {
        @Override
        public String toString() {
            return selector + "=" + mode.name();
        }
    }

    public PrecisionPolicy {
        entries = List.copyOf(entries);
    }

    /** The same mode for everything. */
    public static PrecisionPolicy of(Precision mode) {
        return new PrecisionPolicy(List.of(new Entry(new Selector.Everything(), mode)));
    }

    /**
     * Reads a policy.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    public static PrecisionPolicy parse(String text) {
        // The usual case is one name; scopes are opened with it in inner loops.
        return Precisions.find(text)
                .map(PrecisionPolicy::of)
                .orElseGet(() -> new PrecisionPolicy(read(text)));
    }

    /**
     * This policy changed by {@code text}: entries for a part are added to it, a mode for
     * everything replaces it.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    public PrecisionPolicy amend(String text) {
        List<Entry> change = read(text);
        if (change.stream().anyMatch(e -> e.selector() instanceof Selector.Everything)) {
            return new PrecisionPolicy(change);
        }
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(e -> change.stream().anyMatch(c -> c.selector().equals(e.selector())));
        all.addAll(change);
        return new PrecisionPolicy(all);
    }

    /** The mode for an operation; {@code role} is null where it has none. */
    public Precision mode(String op, @Nullable Role role) {
        return mode(Operation.of(op, role));
    }

    /** The mode for an operation, wherever it is. */
    public Precision mode(Operation operation) {
        Precision best = everything();
        int specificity = 0;
        for (Entry entry : entries) {
            Selector selector = entry.selector();
            if (selector.specificity() >= specificity && selector.matches(operation)) {
                best = entry.mode();
                specificity = selector.specificity();
            }
        }
        return best;
    }

    /** True if the place of an operation in its network decides on its mode. */
    public boolean needsPlace() {
        for (Entry entry : entries) {
            if (entry.selector().needsPlace()) {
                return true;
            }
        }
        return false;
    }

    /** The mode for operations that no entry names. */
    public Precision everything() {
        return entries.stream()
                .filter(e -> e.selector() instanceof Selector.Everything)
                .reduce((first, last) -> last)
                .map(Entry::mode)
                .orElseGet(Highest::new);
    }

    /** As it is typed: "high", or "attention=f32 *=bf16". */
    @Override
    public String toString() {
        if (entries.size() == 1 && entries.getFirst().selector() instanceof Selector.Everything) {
            return entries.getFirst().mode().name();
        }
        return entries.stream().map(Entry::toString).collect(Collectors.joining(" "));
    }

    private static List<Entry> read(String text) {
        if (text.isBlank()) {
            throw new UsageException(
                    "a precision policy needs a mode, as in 'high', or entries, as in 'attention=f32 *=bf16'. Type %precision list.");
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (String word : text.strip().split("[\\s,]+")) {
            int equals = word.indexOf('=');
            String before = equals < 0 ? word : word.substring(0, equals);
            if (OPTIONS.contains(before.toLowerCase(Locale.ROOT))) {
                options.put(before.toLowerCase(Locale.ROOT), word.substring(equals + 1));
            } else if (equals < 0 || Precisions.find(word).isPresent()) {
                entries.addAll(named(word));
            } else {
                Selector selector = Selector.parse(before);
                entries.add(new Entry(selector, Precisions.of(word.substring(equals + 1))));
            }
        }
        return options.isEmpty() ? entries : emulated(entries, options);
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

    private static List<Entry> named(String word) {
        return Presets.find(word)
                .orElseGet(() -> of(Precisions.of(word, Presets.all().keySet())).entries);
    }
}
