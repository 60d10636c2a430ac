package dev.mantissa.kernel.debug;

import org.jspecify.annotations.Nullable;

/** A thread that passes probes. All but the step is used by that thread alone. */
final class DebugThread {
    private final Debugger debugger;
    private final long id;
    private final Thread thread;
    private @Nullable DebugFrame top;
    private @Nullable DebugFrame lastStop;
    private boolean muted;
    private volatile @Nullable Step step;

    DebugThread(Debugger debugger, long id, Thread thread) {
        this.debugger = debugger;
        this.id = id;
        this.thread = thread;
    }

    long id() {
        return id;
    }

    String name() {
        return thread.getName();
    }

    @Nullable DebugFrame top() {
        return top;
    }

    void top(@Nullable DebugFrame frame) {
        top = frame;
    }

    /** Whether it is being looked for where this thread stops. */
    boolean steps() {
        return step != null;
    }

    void step(@Nullable Step next) {
        step = next;
    }

    /** Passes probes without a stop while {@code work} runs. */
    void muted(Runnable work) {
        boolean before = muted;
        muted = true;
        try {
            work.run();
        } finally {
            muted = before;
        }
    }

    /** A method begins, or is noticed first. */
    DebugFrame enter() {
        DebugFrame caller = top;
        int depth = caller == null ? debugger.depthOfStack() : caller.depth() + 1;
        DebugFrame frame = new DebugFrame(this, caller, depth);
        top = frame;
        return frame;
    }

    void leave(DebugFrame frame) {
        top = frame.caller();
    }

    boolean mayStopIn(DebugFrame frame) {
        Step wanted = step;
        return wanted != null && wanted.mayEndIn(frame);
    }

    /** At a line: stops there if a breakpoint or a step says so. */
    void reached(DebugFrame frame, CellLine line, boolean breakpoint) {
        // Whatever an exception has ended above it is gone.
        top = frame;
        if (muted) {
            return;
        }
        Step wanted = step;
        String reason = null;
        if (breakpoint && !isSecondOfLine(frame, line)) {
            reason = "breakpoint";
        } else if (wanted != null && wanted.endsAt(frame, line)) {
            reason = wanted.kind().reason();
        }
        if (reason != null) {
            lastStop = frame;
            debugger.stop(new Stop(this, frame, debugger.frames(frame)), reason, null);
            // What was evaluated meanwhile has gone.
            top = frame;
        }
    }

    /** Several pieces of a cell on one line are one to a breakpoint. */
    private boolean isSecondOfLine(DebugFrame frame, CellLine line) {
        DebugFrame last = lastStop;
        return last != null && last != frame && frame.continues(last) && last.isAt(line);
    }

    /** What runs here has ended: nothing that was said of it holds for what runs next. */
    void ended() {
        step = null;
        lastStop = null;
        top = null;
    }
}
