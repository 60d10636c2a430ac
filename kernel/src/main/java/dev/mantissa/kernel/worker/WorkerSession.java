package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Completeness;
import dev.mantissa.kernel.session.Completion;
import dev.mantissa.kernel.session.Evaluation;
import dev.mantissa.kernel.session.Inspection;
import dev.mantissa.kernel.session.Redeclared;
import dev.mantissa.kernel.session.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session in a process of its own, which is started anew when it ends. What a cell does to its
 * process costs the variables, never the conversation.
 */
public final class WorkerSession implements Session {
    private static final String LOST = "WorkerLost";
    private static final long HELP_MILLIS = 10_000;

    /** A console waits for a second before it stops asking for good. */
    private static final long CHECK_MILLIS = 600;

    private static final long CLOSE_MILLIS = 400;

    private final WorkerCommand command;
    private final WorkerOutputs outputs = new WorkerOutputs(this::answer);
    private final Interruption interruption = new Interruption();
    private final AtomicLong ids = new AtomicLong();
    private final DebugRelay debugger = new DebugRelay();

    /** One cell at a time, also from subshells. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private @Nullable Worker worker;
    private boolean closed;

    /** The answer of a comm's handler that cells no longer wait for. */
    private volatile @Nullable CompletableFuture<?> slowHandler;

    /** What a cell has asked for with %jvm; guarded by this, as is what follows. */
    private List<String> options = List.of();

    private FromWorker.@Nullable Restart restarting;
    private final EarlierCells earlier = new EarlierCells();

    /** Starts the first worker; does not wait for it. */
    public WorkerSession(WorkerCommand command) {
        this.command = command;
        begin(null);
    }

    /** Starts a worker in the place of {@code old}; a refusal is told by the next request. */
    private synchronized void begin(@Nullable Worker old) {
        if (worker != old) {
            return;
        }
        try {
            worker = closed ? null : new Worker(command.with(options), new Ears());
        } catch (IOException e) {
            worker = null;
        }
    }

    private final class Ears implements Worker.Listener {
        @Override
        public void output(FromWorker.Output message) {
            outputs.take(message);
        }

        @Override
        public void printed(boolean err, String text) {
            outputs.latest(err, text);
        }

        @Override
        public void debugEvent(Map<String, Object> event) {
            debugger.take(event);
        }

        @Override
        public void restart(Worker worker, FromWorker.Restart wanted) {
            synchronized (WorkerSession.this) {
                options = wanted.options() == null ? options : List.copyOf(wanted.options());
                restarting = wanted;
                if (wanted.options() == null && !wanted.replay()) {
                    earlier.forget();
                }
                worker.kill(WorkerEnd.restarted(options, !earlier.all().isEmpty()));
            }
        }

        @Override
        public boolean awaited() {
            return outputs.running();
        }

        @Override
        public void ended(Worker ended, boolean told) {
            if (!isClosed()) {
                debugger.lost();
            }
            boolean began = ended.ready().isDone() && !ended.ready().isCompletedExceptionally();
            if (!began) {
                List<String> refused = withoutOptions();
                if (!refused.isEmpty()) {
                    outputs.latest(
                            true,
                            "Note: Java does not start with %s; the next cell starts it without.\n"
                                    .formatted(String.join(" ", refused)));
                }
                return;
            }
            if (!told && !isClosed()) {
                // Nobody waits for an answer that could tell.
                ended.lost()
                        .thenAccept(loss ->
                                outputs.latest(true, String.join("\n", loss.lines()) + "\n"));
            }
            begin(ended);
        }
    }

    /** Options with which no process starts must not stay: no cell could change them. */
    private synchronized List<String> withoutOptions() {
        List<String> refused = options;
        options = List.of();
        return refused;
    }

    /** What a cell has asked for, if the worker ended because of that; asked once. */
    private synchronized FromWorker.@Nullable Restart askedFor() {
        FromWorker.Restart asked = restarting;
        restarting = null;
        return asked;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /**
     * The present worker; one that could not start is tried again.
     *
     * @throws WorkerLost if the system refuses
     */
    private synchronized Worker current() throws WorkerLost {
        if (closed) {
            throw new WorkerLost(List.of("The kernel was shut down."));
        }
        if (worker == null || worker.lost().isDone()) {
            try {
                worker = new Worker(command.with(options), new Ears());
            } catch (IOException e) {
                throw new WorkerLost(
                        List.of(
                                "The Java process that runs the cells cannot be started: "
                                        + e.getMessage(),
                                "'mantissa doctor' looks for the cause; the next cell tries again."));
            }
        }
        return worker;
    }

    private void answer(ToWorker.Input input) {
        Worker present;
        synchronized (this) {
            present = worker;
        }
        if (present != null) {
            present.send(input);
        }
    }

    /** Asks the present worker and waits. */
    private FromWorker.Answer ask(ToWorker.Request request, boolean ofCell) throws WorkerLost {
        return ask(request, ofCell, HELP_MILLIS);
    }

    private FromWorker.Answer ask(ToWorker.Request request, boolean ofCell, long millis)
            throws WorkerLost {
        try {
            Worker present = current();
            CompletableFuture<FromWorker.Answer> future = present.ask(request);
            if (ofCell) {
                interruption.begin(present, future, outputs::latest);
                Pulse.watch(present, future, outputs::latest);
            }
            FromWorker.Answer answer =
                    ofCell ? future.get() : future.get(millis, TimeUnit.MILLISECONDS);
            if (ofCell) {
                present.awaitOutput(request.id());
            }
            return answer;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WorkerLost loss ? loss : unexpected(e.getCause());
        } catch (TimeoutException e) {
            throw new WorkerLost(List.of("The Java process does not answer."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerLost(List.of("The kernel was shut down."));
        } finally {
            if (ofCell) {
                interruption.end();
            }
        }
    }

    private static WorkerLost unexpected(@Nullable Throwable cause) {
        return new WorkerLost(List.of("The Java process gave no answer: " + cause));
    }

    @Override
    public CellResult execute(Cell cell, CellOutput output) {
        long id = ids.incrementAndGet();
        turn.lock();
        outputs.open(id, output);
        try {
            earlier.add(cell.code());
            var end = (FromWorker.Executed) ask(new ToWorker.Execute(id, cell), true);
            if (end.error() == null) {
                return new CellResult.Ok(end.count(), null);
            }
            return end.interrupted()
                    ? new CellResult.Interrupted(end.count(), end.error())
                    : new CellResult.Failed(end.count(), end.error());
        } catch (WorkerLost loss) {
            FromWorker.Restart asked = askedFor();
            if (asked == null) {
                return lost(cell, loss, output);
            }
            return asked.replay() ? replay(cell, output) : restarted(cell, loss, output);
        } finally {
            outputs.close(id);
            turn.unlock();
        }
    }

    private static CellResult lost(Cell cell, WorkerLost loss, CellOutput output) {
        CellError error = error(loss);
        output.error(error);
        return new CellResult.Failed(cell.number(), error);
    }

    private static CellResult restarted(Cell cell, WorkerLost loss, CellOutput output) {
        output.stream(false, String.join("\n", loss.lines()) + "\n");
        return new CellResult.Ok(cell.number(), null);
    }

    private CellResult replay(Cell cell, CellOutput output) {
        try {
            var request = new ToWorker.Replay(ids.incrementAndGet(), earlier.all());
            Redeclared what = ((FromWorker.Replayed) ask(request, true)).what();
            output.stream(
                    false,
                    "The Java process is a new one. Declared again: imports %d, types %d, methods %d. Variables, and libraries added by magics, are gone.\n"
                            .formatted(what.imports(), what.types(), what.methods()));
            what.failures().forEach(f -> output.stream(true, "Not declared again: " + f + "\n"));
            return new CellResult.Ok(cell.number(), null);
        } catch (WorkerLost loss) {
            return lost(cell, loss, output);
        }
    }

    private static CellError error(WorkerLost loss) {
        return new CellError(LOST, String.valueOf(loss.getMessage()), loss.lines());
    }

    @Override
    public Evaluation evaluate(String expression, CellOutput output) {
        long id = ids.incrementAndGet();
        turn.lock();
        outputs.open(id, output);
        try {
            var value = (FromWorker.Evaluated) ask(new ToWorker.Evaluate(id, expression), true);
            if (value.bundle() != null) {
                return new Evaluation.Value(value.bundle());
            }
            CellError error = value.error();
            return new Evaluation.Failure(error == null ? error(unexpected(null)) : error);
        } catch (WorkerLost loss) {
            return new Evaluation.Failure(error(loss));
        } finally {
            outputs.close(id);
            turn.unlock();
        }
    }

    @Override
    public void interrupt() {
        interruption.ask();
    }

    @Override
    public Completion complete(String code, int cursor) {
        try {
            var request = new ToWorker.Complete(ids.incrementAndGet(), code, cursor);
            return ((FromWorker.Completed) ask(request, false)).completion();
        } catch (WorkerLost e) {
            return new Completion(cursor, cursor, List.of());
        }
    }

    @Override
    public Optional<Inspection> inspect(String code, int cursor) {
        try {
            var request = new ToWorker.Inspect(ids.incrementAndGet(), code, cursor);
            return Optional.ofNullable(((FromWorker.Inspected) ask(request, false)).inspection());
        } catch (WorkerLost e) {
            return Optional.empty();
        }
    }

    @Override
    public Completeness isComplete(String code) {
        try {
            var request = new ToWorker.Check(ids.incrementAndGet(), code);
            return ((FromWorker.Checked) ask(request, false, CHECK_MILLIS)).completeness();
        } catch (WorkerLost e) {
            // A worker that still starts has no compiler yet.
            return Completeness.byBrackets(code);
        }
    }

    /** Waits for a handler, for a while; while a slow one runs, others queue behind it. */
    private void heard(ToWorker.Hear request, CellOutput output) throws WorkerLost {
        CompletableFuture<FromWorker.Answer> answer = current().ask(request);
        CompletableFuture<?> slow = slowHandler;
        if (slow != null && !slow.isDone()) {
            return;
        }
        try {
            FromWorker.Answer ignored = answer.get(HELP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            slowHandler = answer;
            output.stream(
                    true,
                    "Note: the handler of a comm still runs after %d seconds; cells no longer wait for it.\n"
                            .formatted(HELP_MILLIS / 1000));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WorkerLost loss ? loss : unexpected(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void comm(CommEvent event, CellOutput output) {
        long id = ids.incrementAndGet();
        outputs.know(id, output);
        try {
            heard(new ToWorker.Hear(id, event), output);
        } catch (WorkerLost e) {
            output.stream(true, "Note: a comm message was not handled: " + e.getMessage() + "\n");
        }
    }

    @Override
    public CompletableFuture<Map<String, Object>> debug(Map<String, Object> request) {
        try {
            return current()
                    .ask(new ToWorker.Debug(ids.incrementAndGet(), request))
                    .thenApply(answer -> ((FromWorker.Debugged) answer).reply());
        } catch (WorkerLost e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void onDebugEvent(Consumer<Map<String, Object>> listener) {
        debugger.listen(listener);
    }

    @Override
    public void close() {
        Worker last;
        synchronized (this) {
            closed = true;
            last = worker;
        }
        if (last != null) {
            last.close(CLOSE_MILLIS);
        }
    }
}
