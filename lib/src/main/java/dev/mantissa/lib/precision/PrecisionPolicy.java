package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which mode each operation uses. Text form: a mode for everything, {@code high}, or entries {@code
 * attention=f32 op:conv2d=high layer:0..3=bf16 blocks.*.attn.q=f32 *=bf16}. The most specific entry
 * wins, a later one wins a tie, and what no entry speaks of is computed in {@code highest}. {@code
 * on=fallback|error|emulate} says what becomes of modes that the device lacks.
 *
 * @param entries in the order written
 * @param range how results are stored, and what happens beyond the range of a format
 * @param onUnsupported what becomes of a mode that the device has no instructions for
 */
public record PrecisionPolicy(
        List<Entry> entries, RangeOptions range, OnUnsupported onUnsupported) {
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

    /** Entries; nothing said about range, and modes that the device lacks are emulated. */
    public PrecisionPolicy(List<Entry> entries) {
        this(entries, RangeOptions.NONE, OnUnsupported.EMULATE);
    }

    /** The same mode for everything. */
    public static PrecisionPolicy of(Precision mode) {
        return new PrecisionPolicy(List.of(new Entry(new Selector.Everything(), mode)));
    }

    /** The same entries with another rule for modes that the device lacks. */
    public PrecisionPolicy on(OnUnsupported rule) {
        return new PrecisionPolicy(entries, range, rule);
    }

    /**
     * Reads a policy.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    public static PrecisionPolicy parse(String text) {
        // The usual case is one name, and scopes are opened with it in inner loops.
        PrecisionPolicy known = Named.POLICIES.get(text);
        return known == null ? read(text) : known;
    }

    /** The policies that are one mode, by its names in lower case. */
    private static final class Named {
        private static final Map<String, PrecisionPolicy> POLICIES = policies();

        private static Map<String, PrecisionPolicy> policies() {
            Map<String, PrecisionPolicy> all = new HashMap<>();
            for (Precision mode : Precisions.all()) {
                all.put(mode.name(), of(mode));
                mode.aliases().forEach(alias -> all.put(alias.toLowerCase(Locale.ROOT), of(mode)));
            }
            return Map.copyOf(all);
        }
    }

    private static PrecisionPolicy read(String text) {
        PrecisionPolicy policy = new PrecisionPolicy(List.of()).amend(text);
        return policy.entries.isEmpty() ? policy.only(new Highest()) : policy;
    }

    /**
     * This policy changed by {@code text}: entries for a part and options are added to it, a mode
     * for everything replaces it.
     *
     * @throws UsageException naming the word that is wrong and what is allowed
     */
    public PrecisionPolicy amend(String text) {
        return amend(PolicyText.read(text));
    }

    PrecisionPolicy amend(PolicyText change) {
        if (change.isComplete()) {
            return new PrecisionPolicy(
                    change.entries(),
                    change.range(RangeOptions.NONE),
                    change.on(OnUnsupported.EMULATE));
        }
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(
                e -> change.entries().stream().anyMatch(c -> c.selector().equals(e.selector())));
        all.addAll(change.entries());
        return new PrecisionPolicy(all, change.range(range), change.on(onUnsupported));
    }

    /** The same options, with one mode for everything. */
    public PrecisionPolicy only(Precision mode) {
        return new PrecisionPolicy(of(mode).entries, range, onUnsupported);
    }

    /** The mode for an operation; {@code role} is null where it has none. */
    public Precision mode(String op, @Nullable Role role) {
        return isOneMode() ? entries.getFirst().mode() : mode(Operation.of(op, role));
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
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).selector() instanceof Selector.Everything) {
                return entries.get(i).mode();
            }
        }
        return new Highest();
    }

    /** True if there is nothing but a mode for everything. */
    public boolean isOneMode() {
        return entries.size() == 1 && entries.getFirst().selector() instanceof Selector.Everything;
    }

    /** As it is typed: "high", or "attention=f32 *=bf16 store=f16 on=error". */
    @Override
    public String toString() {
        String rule =
                onUnsupported == OnUnsupported.EMULATE
                        ? ""
                        : PolicyText.ON + "=" + onUnsupported.label();
        return Stream.of(modes(), range.toString(), rule)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }

    private String modes() {
        if (isOneMode()) {
            return entries.getFirst().mode().name();
        }
        return entries.stream().map(Entry::toString).collect(Collectors.joining(" "));
    }
}
