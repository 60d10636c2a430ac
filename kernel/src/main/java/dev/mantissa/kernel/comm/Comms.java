package dev.mantissa.kernel.comm;

import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.CellRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The comms of one session, and the targets that a front end may open. Thread-safe. */
public final class Comms {
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    private final Map<String, CommHandler> targets = new ConcurrentHashMap<>();

    /**
     * Lets front ends open comms to a target of this session; one of the same name is replaced.
     *
     * @param opened called for each; it usually sets {@link Comm#onMessage}
     */
    public static void register(String target, CommHandler opened) {
        current().targets.put(target, opened);
    }

    /** The comms that are open at present. */
    public static List<Comm> all() {
        return List.copyOf(current().open.values());
    }

    static Comms current() {
        return CellContext.current()
                .map(CellContext::run)
                .map(CellRun::comms)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "comms: no cell runs in this thread (%s). Open them in a cell, or in a thread that a cell started."
                                        .formatted(Thread.currentThread().getName())));
    }

    void add(Comm comm) {
        open.put(comm.id(), comm);
    }

    void remove(Comm comm) {
        open.remove(comm.id());
    }

    /** Takes what a front end sent. A target that nobody registered is closed at once. */
    public void receive(CommEvent event, CellOutput output) {
        switch (event.kind()) {
            case OPEN -> opened(event, output);
            case MESSAGE -> {
                Comm comm = open.get(event.commId());
                if (comm != null) {
                    comm.received(event);
                }
            }
            case CLOSE -> {
                Comm comm = open.remove(event.commId());
                if (comm != null) {
                    comm.closed(event);
                }
            }
        }
    }

    private void opened(CommEvent event, CellOutput output) {
        String target = String.valueOf(event.target());
        CommHandler handler = targets.get(target);
        if (handler == null) {
            output.comm(
                    new CommEvent(
                            CommEvent.Kind.CLOSE,
                            event.commId(),
                            null,
                            Map.of(),
                            Map.of(),
                            List.of()));
            return;
        }
        Comm comm = new Comm(this, event.commId(), target, output);
        add(comm);
        handler.handle(comm, event);
    }
}
