package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A Jupyter kernel over a session. Cells and comm messages run in order on their shell. All else is
 * answered beside them, so that it works while a cell runs: what a person types on one thread, what
 * needs no session on another, which serves the control channel too.
 */
public final class Kernel implements AutoCloseable {
    private static final long LAST_CELL_MILLIS = 200;

    private final Session session;
    private final Sockets sockets;
    private final Publisher publisher;
    private final StdinAsk stdin;
    private final OpenComms comms = new OpenComms();
    private final Subshells shells = new Subshells();
    private final InputHistory history;
    private final Execution execution;
    private final Assistance assistance;
    private final ExecutorService help = inOrder("help");
    private final ExecutorService control = inOrder("control");
    private final Debugging debugging;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong dropped = new AtomicLong();

    /**
     * Binds the sockets and begins to answer.
     *
     * @throws IOException if an address of the connection file cannot be bound
     */
    public Kernel(ConnectionFile where, Session session, InputHistory history) throws IOException {
        this.session = session;
        this.history = history;
        this.sockets = new Sockets(where);
        this.publisher = new Publisher(sockets, new Headers("kernel"));
        this.stdin = new StdinAsk(publisher);
        this.execution = new Execution(session, publisher, stdin, comms, history);
        this.assistance = new Assistance(session);
        this.debugging = new Debugging(session, publisher);
        sockets.start(
                this::received,
                publisher::welcome,
                this::tooLong,
                reason -> dropped.incrementAndGet());
        publisher.status("starting", new JsonObject());
    }

    static ExecutorService inOrder(String name) {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    /** In its turn among the cells, for it may be one. */
    private void tooLong(Channel channel, TooLongException e) {
        Message request = e.request();
        JsonObject content = failed("MessageTooLong", String.valueOf(e.getMessage()));
        shells.of(request)
                .add(() -> {
                    if (request.type().equals("execute_request")) {
                        framed(request, () -> execution.refuse(request, content));
                    } else {
                        answer(channel, request, () -> content);
                    }
                });
    }

    private void received(Channel channel, Message message) {
        try {
            dispatch(channel, message);
        } catch (RejectedExecutionException e) {
            // It came after the request to shut down.
            return;
        }
    }

    private void dispatch(Channel channel, Message message) {
        if (channel == Channel.STDIN) {
            stdin.answered(message);
            return;
        }
        switch (message.type()) {
            case "execute_request" -> {
                Shell shell = shells.of(message);
                shell.add(
                        () -> execute(shell, message),
                        () -> framed(message, () -> execution.abort(message)));
            }
            case "comm_open", "comm_msg", "comm_close" ->
                    shells.of(message).add(() -> framed(message, () -> comm(message)));
            case "complete_request", "inspect_request", "is_complete_request" ->
                    help.execute(() -> answer(channel, message, () -> help(message)));
            case "debug_request" -> debugging.received(channel, message);
            case "shutdown_request" -> control.execute(() -> shutDown(channel, message));
            default -> control.execute(() -> answer(channel, message, () -> simple(message)));
        }
    }

    /** The work between the messages that say busy and idle. */
    private void framed(Message request, Runnable work) {
        publisher.status("busy", request.header());
        try {
            work.run();
        } finally {
            publisher.status("idle", request.header());
        }
    }

    private void answer(Channel channel, Message request, Supplier<JsonObject> content) {
        framed(
                request,
                () -> {
                    JsonObject reply;
                    try {
                        reply = content.get();
                    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                        reply = failed(e);
                    }
                    if (request.type().endsWith("_request")) {
                        publisher.reply(channel, request, reply);
                    }
                });
    }

    private static JsonObject failed(Throwable e) {
        return failed(e.getClass().getName(), String.valueOf(e.getMessage()));
    }

    private static JsonObject failed(String name, String message) {
        return Json.object(
                "status", "error", "ename", name, "evalue", message, "traceback", List.of());
    }

    private void execute(Shell shell, Message request) {
        // Taken before the reply: what is sent in answer to it is to run.
        List<Runnable> aborted = new ArrayList<>();
        framed(
                request,
                () -> {
                    try {
                        execution.run(request, () -> aborted.addAll(shell.takeWaiting()));
                    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                        // The shell goes on, and nobody waits for a reply that never comes.
                        execution.refuse(request, failed(e));
                    }
                });
        aborted.forEach(Runnable::run);
    }

    private void comm(Message message) {
        CellPublisher output = new CellPublisher(publisher, message, stdin, comms, false);
        try {
            session.comm(comms.received(message), output);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            output.stream(true, "Note: a comm message was not handled: " + e + "\n");
        }
    }

    private JsonObject help(Message request) {
        return switch (request.type()) {
            case "complete_request" -> assistance.complete(request.content());
            case "inspect_request" -> assistance.inspect(request.content());
            default -> assistance.isComplete(request.content());
        };
    }

    private JsonObject simple(Message request) {
        JsonObject content = request.content();
        return switch (request.type()) {
            case "kernel_info_request" -> KernelInfo.content();
            case "comm_info_request" -> comms.info(Json.text(content, "target_name", ""));
            case "history_request" -> history.reply(content);
            case "create_subshell_request" -> shells.create();
            case "delete_subshell_request" -> shells.delete(content);
            case "list_subshell_request" -> shells.list();
            case "interrupt_request" -> {
                session.interrupt();
                yield Json.object("status", "ok");
            }
            default ->
                    failed(
                            "UnknownRequest",
                            "this kernel knows no '%s'; it speaks protocol %s."
                                    .formatted(request.type(), Headers.VERSION));
        };
    }

    private void shutDown(Channel channel, Message request) {
        boolean restart = Json.flag(request.content(), "restart", false);
        JsonObject content = Json.object("status", "ok", "restart", restart);
        framed(
                request,
                () -> {
                    publisher.reply(channel, request, content);
                    publisher.publish("shutdown_reply", request.header(), content);
                });
        close();
    }

    /** Stops the running cell, as an {@code interrupt_request} does. */
    public void interrupt() {
        session.interrupt();
    }

    /** Ends the session, tells those who wait for a cell, and closes the sockets. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            session.close();
            shells.close(LAST_CELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        help.shutdown();
        debugging.close();
        control.shutdown();
        sockets.close();
        ended.countDown();
    }

    /** Waits until it was shut down. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Messages of output that were dropped so far, because front ends did not read. */
    public long droppedOutput() {
        return publisher.dropped();
    }

    /** Messages that were no messages of this conversation, so far. */
    public long droppedMessages() {
        return dropped.get();
    }
}
