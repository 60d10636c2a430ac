package dev.mantissa.lib;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where the library tells a person something while it works. A session gives its own sink for a
 * scope, or one for the whole notebook, which also serves threads that see no scope.
 */
public interface Notices {
    /** One sentence that the person should see once: a fall-back, a mode that was raised. */
    void notice(String text);

    /**
     * What the person is waiting for now, compared by identity: a notice may be said once for each,
     * as for each cell of a notebook.
     */
    default Object occasion() {
        return this;
    }

    /** A step of long work; the same id replaces what was shown before. */
    default void progress(Progress progress) {}

    /**
     * A step of long work.
     *
     * @param id what the steps belong to: "nd4j-load"
     * @param done steps done
     * @param total steps in all, or 0 where that is not known
     * @param text what is happening, for a person
     * @param finished true for the last one
     */
    record Progress(String id, long done, long total, String text, boolean finished) {}

    /** Says nothing to anybody. */
    Notices SILENT = text -> {};

    /** The sink of the present scope, else the notebook's. */
    static Notices current() {
        return Scope.SINK.isBound()
                ? Scope.SINK.get()
                : Objects.requireNonNull(Scope.NOTEBOOK.get());
    }

    /**
     * Tells something the first time that it happens in a session.
     *
     * @param what happened, without what differs from time to time
     */
    static void once(String what, String text) {
        if (Scope.TOLD.add(what)) {
            current().notice(text);
        }
    }

    /** The sink that serves wherever no scope gives one. With it a session begins. */
    static void setNotebook(Notices sink) {
        Scope.NOTEBOOK.set(sink);
        Scope.TOLD.clear();
    }

    /** Runs {@code body} on this thread with this sink. */
    default <T> T call(Callable<T> body) throws Exception {
        return ScopedValue.where(Scope.SINK, this).call(body::call);
    }

    /** Holds the binding. */
    final class Scope {
        private static final ScopedValue<Notices> SINK = ScopedValue.newInstance();
        private static final AtomicReference<Notices> NOTEBOOK = new AtomicReference<>(SILENT);
        private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

        private Scope() {}
    }
}
