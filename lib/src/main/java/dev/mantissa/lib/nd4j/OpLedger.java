package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Notices;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which operations could not obey the mode asked for, and how often: each is told to the person the
 * first time in each mode, and counted every time.
 */
public final class OpLedger {
    private final Map<String, LongAdder> runs = new ConcurrentHashMap<>();

    /** Counts a run of {@code op} in f32 instead of {@code mode}; tells it the first time. */
    void raised(String op, String mode, String why) {
        if (first(op + " in " + mode)) {
            Notices.current()
                    .notice(
                            "ND4J operation '%s' ran in f32 instead of '%s': %s. (Said once.)"
                                    .formatted(op, mode, why));
        }
    }

    /** Counts a run of {@code op} on arrays of a type that no mode governs; tells it once. */
    void ungoverned(String op, String mode, String type) {
        if (first(op + " in " + mode + " on " + type)) {
            Notices.current()
                    .notice(
                            "ND4J operation '%s' ran on arrays of type %s as ND4J computes them, not in '%s': precision modes govern arrays of type FLOAT. castTo(DataType.FLOAT) brings them under it. (Said once.)"
                                    .formatted(op, type, mode));
        }
    }

    /** Counts a product in a network whose layers are not known; tells it once per selector. */
    void unplaced(String op, String selector) {
        if (first(op + " at " + selector)) {
            Notices.current()
                    .notice(
                            "'%s' cannot reach this network: its layers are not known, because no variable of the session holds it. Roles such as dense=, conv= or recurrent= reach it; so does '%s' once the network is in a variable. (Said once.)"
                                    .formatted(selector, selector));
        }
    }

    private boolean first(String what) {
        LongAdder counter = runs.computeIfAbsent(what, name -> new LongAdder());
        boolean first = counter.sum() == 0;
        counter.increment();
        return first;
    }

    /** Operations that did not run in the mode asked for, "lu in bf16", with the number of runs. */
    public Map<String, Long> raised() {
        Map<String, Long> counts = new TreeMap<>();
        runs.forEach((op, count) -> counts.put(op, count.sum()));
        return counts;
    }

    /** Forgets everything, so that each operation is told again: a new session begins. */
    public void clear() {
        runs.clear();
    }
}
