package dev.mantissa.lib.range;

import dev.mantissa.lib.Notices;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Role;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What left the range of its format since the session began, for each operation in each place:
 * counted every time, told once per kind in each cell.
 */
public final class RangeLedger {
    private static final RangeLedger SESSION = new RangeLedger();
    private static final int MOST = 1000;

    /** What happened. */
    public enum Kind {
        /** Operands beyond the range of the format that they were rounded to. */
        OPERANDS("operands"),
        /** Results beyond the range of the format that they were stored in or summed in. */
        RESULTS("results"),
        /** An operation computed again in a more accurate mode. */
        STEPUP("stepped up"),
        /** An operation that was not computed again, because Inf or NaN was in its operands. */
        INHERITED("Inf or NaN came in");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * What happened to one operation in one place.
     *
     * @param from the mode that was asked for
     * @param to what came of it: "inf", "±65504", a mode
     */
    public record Event(Kind kind, Operation operation, String from, String to) {
        private Event nowhere() {
            return new Event(kind, Operation.of(operation.name(), null), from, to);
        }
    }

    /**
     * How often it happened.
     *
     * @param values elements concerned
     * @param runs of the operation
     */
    public record Entry(Event event, long values, long runs) {}

    private final Map<Event, Entry> entries = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private WeakReference<Object> occasion = new WeakReference<>(null);

    /** The ledger of this session. */
    public static RangeLedger session() {
        return SESSION;
    }

    /** Everything so far, in the order in which it first happened. */
    public synchronized List<Entry> entries() {
        return new ArrayList<>(entries.values());
    }

    /** Forgets everything. */
    public synchronized void clear() {
        entries.clear();
        told.clear();
    }

    void add(Event event, long values) {
        String text = count(event, values);
        if (!text.isEmpty()) {
            Notices.current().notice(text);
        }
    }

    /** Counts it; gives the sentence to say if this is the first of its kind in the cell. */
    private synchronized String count(Event given, long values) {
        boolean full = entries.size() >= MOST && !entries.containsKey(given);
        // A program that makes ever new networks must not fill the memory: places are left out
        // then.
        Event event = full ? given.nowhere() : given;
        Entry old = entries.get(event);
        entries.put(
                event,
                old == null
                        ? new Entry(event, values, 1)
                        : new Entry(event, old.values() + values, old.runs() + 1));
        Object now = Notices.current().occasion();
        if (!occasion.refersTo(now)) {
            occasion = new WeakReference<>(now);
            told.clear();
        }
        boolean first = told.add(event.kind() + " " + event.to());
        return first ? sentence(event, values) : "";
    }

    private static String sentence(Event event, long values) {
        String op = "'%s'%s".formatted(event.operation().name(), where(event.operation()));
        String what =
                switch (event.kind()) {
                    case OPERANDS, RESULTS ->
                            "Overflow in %s under '%s': %,d of its %s became %s."
                                    .formatted(
                                            op,
                                            event.from(),
                                            values,
                                            event.kind().label(),
                                            event.to());
                    case STEPUP ->
                            "Stepped up: %s gave Inf or NaN under '%s' and was computed again in %s."
                                    .formatted(op, event.from(), event.to());
                    case INHERITED ->
                            "Not stepped up: %s gives Inf or NaN because its operands hold it already; %%nan trace finds where it began."
                                    .formatted(op);
                };
        return what + " (Said once per cell; %nan counts all.)";
    }

    /** ", layer 1 'dense', backward"; empty where nothing is known. */
    public static String where(Operation operation) {
        String place = place(operation);
        return place.isEmpty() ? "" : " in " + place;
    }

    /** "layer 1 'dense', backward"; empty where nothing is known. */
    public static String place(Operation operation) {
        List<String> names = operation.names();
        String place = "";
        if (!names.isEmpty()) {
            // In a graph, an operation's own name comes first and says less than its result's.
            place = "'%s'".formatted(names.get(Math.min(1, names.size() - 1)));
            if (operation.layer() >= 0) {
                place = "layer %d %s".formatted(operation.layer(), place);
            }
        } else if (!operation.roles().isEmpty()) {
            String roles =
                    String.join(
                            " ",
                            operation.roles().stream()
                                    .sorted()
                                    .map(role -> role.name().toLowerCase(Locale.ROOT))
                                    .toList());
            return roles.equals("grad") ? "backward" : roles;
        }
        return operation.roles().contains(Role.GRAD) ? place + ", backward" : place;
    }
}
