package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which mode each operation uses. Text form: a mode for everything, {@code high}, or entries {@code
 * attention=f32 op:conv2d=high layer:0..3=bf16 blocks.*.attn.q=f32 *=bf16}. The most specific entry
 * wins, a later one wins a tie, and what no entry speaks of is computed in {@code highest}.
 *
 * @param entries in the order written
 * @param range how results are stored, and what happens beyond the range of a format
 */
public record PrecisionPolicy(List<Entry> entries, RangeOptions range) {
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

    /** Entries and nothing said about range. */
    public PrecisionPolicy(List<Entry> entries) {
        this(entries, RangeOptions.NONE);
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
                .orElseGet(() -> {
                    PolicyText read = PolicyText.read(text);
                    return new PrecisionPolicy(read.entries(), read.range(RangeOptions.NONE));
                });
    }

    /**
     * This policy changed by {@code text}: entries for a part and options are added to it, a mode
     * for everything replaces it.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    public PrecisionPolicy amend(String text) {
        PolicyText read = PolicyText.read(text);
        List<Entry> change = read.entries();
        if (change.stream().anyMatch(e -> e.selector() instanceof Selector.Everything)) {
            return new PrecisionPolicy(change, read.range(RangeOptions.NONE));
        }
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(e -> change.stream().anyMatch(c -> c.selector().equals(e.selector())));
        all.addAll(change);
        return new PrecisionPolicy(all, read.range(range));
    }

    /** The same options about range, with one mode for everything. */
    public PrecisionPolicy only(Precision mode) {
        return new PrecisionPolicy(of(mode).entries, range);
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

    /** As it is typed: "high", or "attention=f32 *=bf16 store=f16". */
    @Override
    public String toString() {
        String modes =
                entries.size() == 1 && entries.getFirst().selector() instanceof Selector.Everything
                        ? entries.getFirst().mode().name()
                        : entries.stream().map(Entry::toString).collect(Collectors.joining(" "));
        return (modes + " " + range).strip();
    }
}
