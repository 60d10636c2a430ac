package dev.mantissa.kernel.debug;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method with probes. Woven code keeps it in a local variable of its own; what it
 * knows is as of the last probe passed that had to look.
 */
public final class DebugFrame {
    private final DebugThread thread;
    private final @Nullable DebugFrame caller;
    private final int depth;
    private @Nullable Probe at;
    private @Nullable Object @Nullable [] values;

    DebugFrame(DebugThread thread, @Nullable DebugFrame caller, int depth) {
        this.thread = thread;
        this.caller = caller;
        this.depth = depth;
    }

    DebugThread thread() {
        return thread;
    }

    @Nullable DebugFrame caller() {
        return caller;
    }

    /** How many calls of cells' code lie below, itself included. */
    int depth() {
        return depth;
    }

    void at(Probe probe, @Nullable Object[] locals) {
        at = probe;
        values = locals;
    }

    /** Whether it is a call of that method, as far as is known. */
    boolean isOf(String className, String method) {
        return at != null && at.className().equals(className) && at.method().equals(method);
    }

    /** Whether it was at the same line of the cell already, in what was put before it. */
    boolean goesOn(Probe next) {
        return at != null && at.sharesLine(next);
    }

    boolean isAt(CellLine line) {
        return at != null && at.line().equals(line);
    }

    /** Whether it is that frame, or the next piece of the same cell. */
    boolean continues(DebugFrame other) {
        return this == other
                || (depth == other.depth
                        && at != null
                        && other.at != null
                        && at.isOfPiece()
                        && other.at.isOfPiece());
    }

    /** Its variables as of then. */
    List<Local> locals() {
        List<Local> all = new ArrayList<>();
        if (at != null && values != null) {
            for (int i = 0; i < values.length; i++) {
                all.add(new Local(at.locals().get(i), values[i]));
            }
        }
        return all;
    }
}
