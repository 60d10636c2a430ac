package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.debug.DebugAdapter;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Completeness;
import dev.mantissa.kernel.session.Completion;
import dev.mantissa.kernel.session.Evaluation;
import dev.mantissa.kernel.session.HeapReserve;
import dev.mantissa.kernel.session.Inspection;
import dev.mantissa.kernel.session.LocalSession;
import dev.mantissa.kernel.session.NativeOutput;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** The worker's end: runs a session for the kernel process, and ends when that has gone. */
public final class WorkerServer {
    /** The exit status that tells of a heap that stays full. */
    static final int HEAP_FULL = 77;

    /** The exit status that tells of no room for another class. */
    static final int METASPACE_FULL = 79;

    /** The exit status that tells of a failure of the session itself, whose trace is printed. */
    static final int BROKEN = 78;

    /** As for cells: javac descends into nested expressions. */
    private static final long STACK_BYTES = 64L << 20;

    private final Link<ToWorker, FromWorker> link;
    private final OutputMarks marks;
    private final CompletableFuture<LocalSession> session = new CompletableFuture<>();
    private final StreamTimer timer = new StreamTimer();
    private final Inputs inputs = new Inputs();
    private final ExecutorService cells = inOrder("requests");
    private final ExecutorService help = inOrder("help");
    private final ExecutorService comms = inOrder("comms");
    private final ExecutorService debugger = inOrder("debugger");
    private volatile boolean asked;

    private WorkerServer(Link<ToWorker, FromWorker> link, OutputMarks marks) {
        this.link = link;
        this.marks = marks;
    }

    private static ExecutorService inOrder(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(null, task, name, STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Serves one kernel process; does not return before that has gone, and ends this process then.
     *
     * @param arguments as the kernel process gave them to this process
     * @param opener opens the session
     * @throws IOException if the kernel process cannot be reached
     */
    public static void serve(String[] arguments, Supplier<? extends LocalSession> opener)
            throws IOException {
        connect(Path.of(arguments[0]), arguments[1]).run(opener);
        Runtime.getRuntime().halt(0);
    }

    static WorkerServer connect(Path socket, String secret) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        return new WorkerServer(
                new Link<>(channel, ToWorker.class, FromWorker.class), new OutputMarks(secret));
    }

    /** Serves until the kernel process has gone. */
    void run(Supplier<? extends LocalSession> opener) {
        HeapReserve.instance()
                .onExhaustion(() -> {
                    if (HeapGuard.isFull()) {
                        Runtime.getRuntime().halt(HEAP_FULL);
                    }
                });
        Thread.ofPlatform().name("opening").start(() -> open(opener));
        try {
            link.receive(this::take);
        } catch (Throwable e) {
            fail(e);
        }
        if (link.isStarved()) {
            Runtime.getRuntime().halt(HEAP_FULL);
        }
    }

    private void open(Supplier<? extends LocalSession> opener) {
        try {
            LocalSession opened = opener.get();
            opened.onDebugEvent(event -> link.send(new FromWorker.DebugEvent(event)));
            session.complete(opened);
            link.send(new FromWorker.Ready());
            NativeOutput.prepare();
            run(cells, this::warmUp);
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** While nobody has asked for anything, the compiler runs once: the first cell is quicker. */
    private void warmUp() {
        if (!asked) {
            session.join().evaluate("1 + 1", output(0));
        }
    }

    private void take(ToWorker message) {
        asked |= !(message instanceof ToWorker.Ping);
        switch (message) {
            case ToWorker.Execute m -> run(cells, () -> execute(m));
            case ToWorker.Evaluate m -> run(cells, () -> evaluate(m));
            case ToWorker.Replay m ->
                    run(
                            cells,
                            () -> {
                                var what = session.join().redeclare(m.cells());
                                link.send(new FromWorker.Replayed(m.id(), what));
                            });
            case ToWorker.Hear m -> run(comms, () -> hear(m));
            case ToWorker.Debug m -> run(debugger, () -> debug(m));
            case ToWorker.Complete m -> {
                var nothing = new Completion(m.cursor(), m.cursor(), List.of());
                run(
                        help,
                        () -> {
                            var found = help(s -> s.complete(m.code(), m.cursor()), nothing);
                            link.send(new FromWorker.Completed(m.id(), found));
                        });
            }
            case ToWorker.Inspect m ->
                    run(
                            help,
                            () -> {
                                Optional<Inspection> found =
                                        help(
                                                s -> s.inspect(m.code(), m.cursor()),
                                                Optional.empty());
                                link.send(new FromWorker.Inspected(m.id(), found.orElse(null)));
                            });
            case ToWorker.Check m ->
                    run(
                            help,
                            () -> {
                                var found =
                                        help(
                                                s -> s.isComplete(m.code()),
                                                Completeness.byBrackets(m.code()));
                                link.send(new FromWorker.Checked(m.id(), found));
                            });
            case ToWorker.Interrupt _ -> {
                if (session.isDone()) {
                    session.join().interrupt();
                }
            }
            case ToWorker.Input m -> inputs.answered(m);
            case ToWorker.Ping _ -> link.send(new FromWorker.Pong());
            case ToWorker.Close _ -> Thread.ofPlatform().start(() -> System.exit(0));
        }
    }

    /**
     * A request that fails would never be answered: there is no way on, and the kernel process
     * starts another worker. Where memory is short, classes and lambdas fail to link too.
     */
    private void run(ExecutorService where, Runnable work) {
        try {
            where.execute(() -> {
                try {
                    work.run();
                } catch (Throwable e) {
                    fail(e);
                }
            });
        } catch (OutOfMemoryError e) {
            fail(e);
        }
    }

    /** Help that cannot be given is no reason to end anything: javac gives up on some texts. */
    private <T> T help(Function<LocalSession, T> asked, T otherwise) {
        try {
            return asked.apply(session.join());
        } catch (RuntimeException | Error e) {
            return otherwise;
        }
    }

    /** Ends this process. Whatever goes wrong on the way, it ends: somebody waits for its news. */
    private void fail(Throwable e) {
        int status = HEAP_FULL;
        try {
            if (HeapGuard.isOfClasses(e)) {
                status = METASPACE_FULL;
            } else if (!HeapGuard.isFull() && !(e instanceof OutOfMemoryError)) {
                e.printStackTrace();
                status = BROKEN;
            }
        } catch (OutOfMemoryError inner) {
            status = HeapGuard.isOfClasses(inner) ? METASPACE_FULL : HEAP_FULL;
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private RemoteOutput output(long id) {
        return new RemoteOutput(id, link, timer, inputs);
    }

    private void execute(ToWorker.Execute request) {
        RemoteOutput output = output(request.id());
        CellResult result = session.join().execute(request.cell(), output);
        end(request.id(), output);
        link.send(
                switch (result) {
                    case CellResult.Ok r ->
                            new FromWorker.Executed(request.id(), r.count(), null, false);
                    case CellResult.Failed r -> executed(request, r.count(), r.error(), false);
                    case CellResult.Interrupted r -> executed(request, r.count(), r.error(), true);
                });
    }

    private static FromWorker executed(
            ToWorker.Execute request, int count, CellError error, boolean interrupted) {
        return new FromWorker.Executed(request.id(), count, Sizes.bounded(error), interrupted);
    }

    private void evaluate(ToWorker.Evaluate request) {
        RemoteOutput output = output(request.id());
        Evaluation value = session.join().evaluate(request.expression(), output);
        end(request.id(), output);
        link.send(
                switch (value) {
                    case Evaluation.Value v ->
                            new FromWorker.Evaluated(request.id(), Sizes.bounded(v.bundle()), null);
                    case Evaluation.Failure f ->
                            new FromWorker.Evaluated(request.id(), null, Sizes.bounded(f.error()));
                });
    }

    /** Answered without waiting: a stopped cell may take its time. */
    private void debug(ToWorker.Debug request) {
        session.join()
                .debug(request.request())
                .thenAccept(reply -> link.send(debugged(request, reply)));
    }

    private ByteBuffer debugged(ToWorker.Debug request, Map<String, Object> reply) {
        try {
            return link.encode(new FromWorker.Debugged(request.id(), reply));
        } catch (Link.UnsendableException e) {
            var failure = DebugAdapter.failure(request.request(), String.valueOf(e.getMessage()));
            return link.encode(new FromWorker.Debugged(request.id(), failure));
        }
    }

    private void hear(ToWorker.Hear request) {
        RemoteOutput output = output(request.id());
        try {
            session.join().comm(request.event(), output);
        } catch (RuntimeException | Error e) {
            output.stream(true, "Note: the handler of a comm failed: " + e + "\n");
        }
        output.flush();
        link.send(new FromWorker.Heard(request.id()));
    }

    /** What was printed goes before the answer, and native output before its mark. */
    private void end(long id, RemoteOutput output) {
        output.flush();
        NativeOutput.flush();
        marks.write(id);
    }
}
