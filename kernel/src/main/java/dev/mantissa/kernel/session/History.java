package dev.mantissa.kernel.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of cells: {@code _} is the last, {@code Out[n]} that of cell n. Values are kept until
 * the session ends or {@link #clear()} is called, as {@code Out} promises; what is large and not
 * wanted for longer is better put into a variable. Thread-safe.
 */
public final class History {
    private record Entry(@Nullable Object value, String type) {}

    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final SortedMap<Integer, String> inputs = new TreeMap<>();
    private @Nullable Entry last;

    synchronized void put(int count, @Nullable Object value, String type) {
        Entry entry = new Entry(value, type);
        entries.put(count, entry);
        last = entry;
    }

    synchronized void putInput(int count, String code) {
        inputs.put(count, code);
    }

    /** What was typed, by the numbers of the cells. */
    public synchronized SortedMap<Integer, String> inputs() {
        return new TreeMap<>(inputs);
    }

    /**
     * The value of a cell.
     *
     * @throws IllegalArgumentException if that cell has none
     */
    public synchronized @Nullable Object value(int count) {
        Entry entry = entries.get(count);
        if (entry == null) {
            throw missing(count);
        }
        return entry.value();
    }

    /**
     * The last value.
     *
     * @throws IllegalArgumentException if there is none yet
     */
    public synchronized @Nullable Object last() {
        if (last == null) {
            throw new IllegalArgumentException(
                    "_ is the value of the last expression, and there is none yet. End a cell with an expression first.");
        }
        return last.value();
    }

    /** The Java type of a cell's value as a cell may write it, or null without a value. */
    synchronized @Nullable String type(int count) {
        Entry entry = entries.get(count);
        return entry == null ? null : entry.type();
    }

    synchronized @Nullable String lastType() {
        return last == null ? null : last.type();
    }

    /** The numbers of the cells that have a value. */
    public synchronized List<Integer> counts() {
        return new ArrayList<>(entries.keySet());
    }

    /** Forgets all values. */
    public synchronized void clear() {
        entries.clear();
        last = null;
    }

    private IllegalArgumentException missing(int count) {
        List<Integer> counts = counts();
        String known =
                counts.isEmpty()
                        ? "none yet"
                        : counts.subList(Math.max(0, counts.size() - 10), counts.size()).toString();
        return new IllegalArgumentException(
                "Out[%d]: cell %d has no value. Cells with values, the last ten: %s. A cell has one when it ends with an expression."
                        .formatted(count, count, known));
    }
}
