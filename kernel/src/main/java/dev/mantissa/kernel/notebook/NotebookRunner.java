package dev.mantissa.kernel.notebook;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code cells of a notebook one after another in a session, without a front end. It stops
 * at the first error; what was put out until then is kept.
 */
public final class NotebookRunner {
    private final Session session;
    private final Clock clock;

    public NotebookRunner(Session session) {
        this(session, Clock.systemUTC());
    }

    NotebookRunner(Session session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** A run cell: where it is, what it put out and how it went. */
    private record Ran(
            int index,
            int number,
            OutputCollector output,
            CellRun.Outcome outcome,
            Instant start,
            Instant end) {}

    /**
     * Runs a notebook; the one given stays as it is.
     *
     * @throws IllegalArgumentException if a parameter is unknown or does not fit its type; nothing
     *     was run then
     */
    public RunResult run(Notebook notebook, RunOptions options) {
        long begin = System.nanoTime();
        Notebook ready = Parameters.inject(notebook, options.parameters()).withKernel();
        List<NotebookCell> cells = ready.cells().stream().map(NotebookCell::cleared).toList();
        int total = (int) cells.stream().filter(NotebookRunner::runs).count();
        List<OutputCollector> collectors = new ArrayList<>();
        List<Ran> ran = new ArrayList<>();
        try (CellRun runner = new CellRun(session, options.timeout())) {
            for (int i = 0; i < cells.size() && !failed(ran); i++) {
                if (runs(cells.get(i))) {
                    int number = ran.size() + 1;
                    options.listener().started(number, total, cells.get(i));
                    Ran done = runCell(runner, cells.get(i), i, number, collectors, options);
                    ran.add(done);
                    Duration took = Duration.between(done.start, done.end);
                    options.listener()
                            .finished(number, total, cells.get(i), took, done.outcome.ok());
                }
            }
        }
        Notebook executed = ready.withCells(withOutputs(cells, ran));
        RunResult.Failure failure = failure(executed, ran);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        return new RunResult(executed, ran.size(), total, failure, elapsed);
    }

    private static boolean runs(NotebookCell cell) {
        return cell.isCode() && !cell.source().isBlank();
    }

    private static boolean failed(List<Ran> ran) {
        return !ran.isEmpty() && !ran.getLast().outcome.ok();
    }

    private Ran runCell(
            CellRun runner,
            NotebookCell cell,
            int index,
            int number,
            List<OutputCollector> collectors,
            RunOptions options) {
        OutputCollector collector = new OutputCollector(collectors);
        synchronized (collectors) {
            collectors.add(collector);
        }
        CellOutput live = options.live();
        CellOutput output = live == null ? collector : new TeeOutput(collector, live);
        Instant start = clock.instant();
        CellRun.Outcome outcome = runner.run(new Cell(cell.source()), output);
        CellError error = outcome.error();
        if (error != null && (outcome.timedOut() || !collector.hasError())) {
            if (live != null) {
                live.error(new CellError(error.name(), error.message(), List.of()));
            }
            collector.replaceError(error);
        }
        return new Ran(index, number, collector, outcome, start, clock.instant());
    }

    private static List<NotebookCell> withOutputs(List<NotebookCell> cells, List<Ran> ran) {
        List<NotebookCell> all = new ArrayList<>(cells);
        for (Ran done : ran) {
            NotebookCell cell = cells.get(done.index);
            JsonObject metadata = cell.metadata().deepCopy();
            JsonObject times = new JsonObject();
            times.addProperty("iopub.execute_input", time(done.start));
            times.addProperty("shell.execute_reply", time(done.end));
            metadata.add("execution", times);
            int count = done.outcome.count(done.number);
            all.set(done.index, cell.withRun(metadata, done.output.outputs(), count));
        }
        return all;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static RunResult.@Nullable Failure failure(Notebook notebook, List<Ran> ran) {
        CellError error = ran.isEmpty() ? null : ran.getLast().outcome.error();
        if (error == null) {
            return null;
        }
        Ran last = ran.getLast();
        NotebookCell cell = notebook.cells().get(last.index);
        return new RunResult.Failure(last.index, last.number, cell, error, last.outcome.stuck());
    }
}
