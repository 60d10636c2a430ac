package dev.mantissa.kernel.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of a line in compiled code of a cell. */
final class Probe {
    private record Seen(Watch watch, boolean breakpoint) {}

    private final Debugger debugger;
    private final String className;
    private final String method;
    private final int lineOfClass;
    private final CellLine line;
    private final boolean calls;
    private final List<LocalType> locals;
    private Seen seen = new Seen(Watch.NOTHING, false);

    /**
     * @param calls whether its line calls what may be code of cells
     */
    Probe(
            Debugger debugger,
            String className,
            String method,
            int lineOfClass,
            CellLine line,
            boolean calls,
            List<LocalType> locals) {
        this.debugger = debugger;
        this.className = className;
        this.method = method;
        this.lineOfClass = lineOfClass;
        this.line = line;
        this.calls = calls;
        this.locals = locals;
    }

    String className() {
        return className;
    }

    String method() {
        return method;
    }

    boolean isOfPiece() {
        return Pieces.contains(method);
    }

    CellLine line() {
        return line;
    }

    /** Whether it is at another line of the class that stands for the same line of the cell. */
    boolean sharesLine(Probe other) {
        return line.equals(other.line) && lineOfClass != other.lineOfClass;
    }

    List<LocalType> locals() {
        return locals;
    }

    /** Whether it has to be told of the frame: called at each line, so it must be quick. */
    boolean wanted(@Nullable DebugFrame frame) {
        Watch watch = debugger.watch();
        return watch.active()
                && (frame == null || calls || breaks(watch) || frame.thread().mayStopIn(frame));
    }

    private boolean breaks(Watch watch) {
        Seen last = seen;
        if (last.watch() != watch) {
            last = new Seen(watch, watch.breaksAt(line));
            seen = last;
        }
        return last.breakpoint();
    }

    /**
     * Takes note of a frame, and waits there if it is to stop.
     *
     * @return the frame; a new one if it was unknown
     */
    DebugFrame reached(@Nullable DebugFrame known, @Nullable Object[] values) {
        DebugFrame frame = known == null ? debugger.thread().enter() : known;
        boolean begins = !frame.goesOn(this);
        frame.at(this, values);
        frame.thread().reached(frame, line, begins && breaks(debugger.watch()));
        return frame;
    }
}
