package dev.mantissa.kernel.debug;

import org.jspecify.annotations.Nullable;

/**
 * Where a thread that was let go stops next.
 *
 * @param from the frame in which it was, or null for one that was not stopped
 * @param line the line at which it was, or null likewise
 */
record Step(Kind kind, @Nullable DebugFrame from, @Nullable CellLine line) {
    enum Kind {
        IN("step"),
        OVER("step"),
        OUT("step"),
        PAUSE("pause");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        /** What a front end is told when it has stopped. */
        String reason() {
            return reason;
        }
    }

    /** Whether it may end in that frame. */
    boolean mayEndIn(DebugFrame frame) {
        return switch (kind) {
            case IN, PAUSE -> true;
            case OVER -> from == null || frame.depth() <= from.depth();
            case OUT -> from == null || frame.depth() < from.depth();
        };
    }

    /** Whether it ends there: a step leads to another line, or into another frame. */
    boolean endsAt(DebugFrame frame, CellLine at) {
        return mayEndIn(frame) && !(at.equals(line) && from != null && frame.continues(from));
    }
}
