package dev.mantissa.kernel.worker;

import java.util.List;

/** The worker ended before it answered. */
final class WorkerLost extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> lines;

    /**
     * @param lines what to tell the person
     */
    WorkerLost(List<String> lines) {
        super(lines.getFirst());
        this.lines = lines;
    }

    List<String> lines() {
        return lines;
    }
}
