package dev.mantissa.lib.range;

import dev.mantissa.lib.Notices;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the first operation that gives Inf or NaN: for the session once in each cell, or for
 * one piece of code. While nobody looks, an operation pays for reading two fields.
 */
public final class NanWatch {
    private static final NanWatch SESSION = new NanWatch();
    private static final int MOST = 100;

    private final List<NanFinding> findings = new ArrayList<>();
    private volatile boolean on;
    private volatile int starts;
    private volatile @Nullable Trace trace;
    private volatile WeakReference<Object> found = new WeakReference<>(null);

    /** The watch of this session. */
    public static NanWatch session() {
        return SESSION;
    }

    /** From now on the first finding of each cell is told. */
    public synchronized void on() {
        starts++;
        found = new WeakReference<>(null);
        on = true;
    }

    public void off() {
        on = false;
    }

    public boolean isOn() {
        return on;
    }

    /** Looks until the trace is closed, and says nothing. */
    public synchronized Trace trace() {
        starts++;
        Trace begun = new Trace(trace);
        trace = begun;
        return begun;
    }

    /** True while results are to be looked at. */
    public boolean isLooking() {
        Trace now = trace;
        if (now != null) {
            return now.finding == null;
        }
        return on && !found.refersTo(Notices.current().occasion());
    }

    /** Changes whenever looking begins. */
    public int starts() {
        return starts;
    }

    /** Takes a finding; all but the first are left. */
    public void found(NanFinding finding) {
        if (take(finding)) {
            Notices.current()
                    .notice(
                            "First Inf or NaN of this cell: %s (%%nan shows more, %%nan off ends the watch.)"
                                    .formatted(finding.sentence()));
        }
    }

    /** Whether it is to be told. */
    private synchronized boolean take(NanFinding finding) {
        if (!isLooking()) {
            return false;
        }
        if (findings.size() < MOST) {
            findings.add(finding);
        }
        Trace now = trace;
        if (now != null) {
            now.finding = finding;
            return false;
        }
        found = new WeakReference<>(Notices.current().occasion());
        return true;
    }

    /** What was found since the session began, oldest first. */
    public synchronized List<NanFinding> findings() {
        return new ArrayList<>(findings);
    }

    /** Forgets everything and stops looking. */
    public synchronized void clear() {
        findings.clear();
        on = false;
        trace = null;
    }

    /** Looking at one piece of code. */
    public final class Trace implements AutoCloseable {
        private final @Nullable Trace outer;
        private volatile @Nullable NanFinding finding;

        private Trace(@Nullable Trace outer) {
            this.outer = outer;
        }

        /** The first operation that gave Inf or NaN, or null. */
        public @Nullable NanFinding finding() {
            return finding;
        }

        @Override
        public void close() {
            trace = outer;
        }
    }
}
