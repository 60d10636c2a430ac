package dev.mantissa.kernel.comm;

import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.kernel.session.CellOutput;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** One open comm: a channel between a front end and this session. Thread-safe. */
public final class Comm {
    private static final CommHandler NOTHING = (comm, event) -> {};

    private final Comms comms;
    private final String id;
    private final String target;
    private final CellOutput output;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile CommHandler onMessage = NOTHING;
    private volatile CommHandler onClose = NOTHING;

    Comm(Comms comms, String id, String target, CellOutput output) {
        this.comms = comms;
        this.id = id;
        this.target = target;
        this.output = output;
    }

    /**
     * Opens a comm to the front end's code for {@code target}.
     *
     * @throws IllegalStateException if no cell runs in this thread
     */
    public static Comm open(String target, Map<String, Object> data) {
        return open(target, data, Map.of(), List.of());
    }

    /** Opens a comm, with metadata and binary data. */
    public static Comm open(
            String target,
            Map<String, Object> data,
            Map<String, Object> metadata,
            List<byte[]> buffers) {
        Comms comms = Comms.current();
        CellOutput output = CellContext.current().orElseThrow().output();
        Comm comm = new Comm(comms, UUID.randomUUID().toString(), target, output);
        comms.add(comm);
        output.comm(
                new CommEvent(
                        CommEvent.Kind.OPEN,
                        comm.id,
                        target,
                        data,
                        metadata,
                        List.copyOf(buffers)));
        return comm;
    }

    public String id() {
        return id;
    }

    public String target() {
        return target;
    }

    /** Whether neither side has closed it. */
    public boolean isOpen() {
        return open.get();
    }

    /** Calls the handler for each message that the front end sends from now on. */
    public Comm onMessage(CommHandler handler) {
        onMessage = handler;
        return this;
    }

    /** Calls the handler when the front end closes it. */
    public Comm onClose(CommHandler handler) {
        onClose = handler;
        return this;
    }

    /** Sends data: a tree of maps, lists, strings, numbers and booleans. */
    public void send(Map<String, Object> data) {
        send(data, Map.of(), List.of());
    }

    /**
     * Sends data with metadata and binary buffers.
     *
     * @throws IllegalStateException if it was closed
     */
    public void send(Map<String, Object> data, Map<String, Object> metadata, List<byte[]> buffers) {
        if (!isOpen()) {
            throw new IllegalStateException(
                    "comm %s (%s) is closed. Open a new one with Comm.open.".formatted(target, id));
        }
        place().comm(
                        new CommEvent(
                                CommEvent.Kind.MESSAGE,
                                id,
                                null,
                                data,
                                metadata,
                                List.copyOf(buffers)));
    }

    /** Closes it; doing so again does nothing. */
    public void close() {
        if (open.compareAndSet(true, false)) {
            comms.remove(this);
            place().comm(
                            new CommEvent(
                                    CommEvent.Kind.CLOSE, id, null, Map.of(), Map.of(), List.of()));
        }
    }

    /** A reply belongs to what asked for it; without that, to the cell that opened the comm. */
    private CellOutput place() {
        return CellContext.current().map(CellContext::output).orElse(output);
    }

    void received(CommEvent event) {
        onMessage.handle(this, event);
    }

    void closed(CommEvent event) {
        open.set(false);
        onClose.handle(this, event);
    }

    @Override
    public String toString() {
        String state = isOpen() ? "open" : "closed";
        return "Comm[%s, %s, %s]".formatted(target, id, state);
    }
}
