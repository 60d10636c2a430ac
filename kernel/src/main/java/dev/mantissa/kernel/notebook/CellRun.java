package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs cells, each within a time limit, on a thread of their own that can be left behind. */
final class CellRun implements AutoCloseable {
    /** A cell that was interrupted this often, a second apart, is given up. */
    private static final int INTERRUPTS = 4;

    private final Session session;
    private final @Nullable Duration timeout;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("cells").daemon().factory());

    CellRun(Session session, @Nullable Duration timeout) {
        this.session = session;
        this.timeout = timeout;
    }

    /**
     * How a cell ended.
     *
     * @param result null if it could not be stopped
     * @param error null if all went well
     */
    record Outcome(@Nullable CellResult result, @Nullable CellError error, boolean timedOut) {
        boolean ok() {
            return error == null;
        }

        boolean stuck() {
            return result == null;
        }

        int count(int otherwise) {
            int count =
                    switch (result) {
                        case null -> otherwise;
                        case CellResult.Ok ok -> ok.count();
                        case CellResult.Failed failed -> failed.count();
                        case CellResult.Interrupted stopped -> stopped.count();
                    };
            return count > 0 ? count : otherwise;
        }
    }

    Outcome run(Cell cell, CellOutput output) {
        Future<CellResult> running = thread.submit(() -> session.execute(cell, output));
        Duration limit = timeout;
        if (limit == null) {
            return outcome(await(running));
        }
        CellResult result = await(running, limit);
        if (result != null) {
            return outcome(result);
        }
        for (int i = 0; i < INTERRUPTS && result == null; i++) {
            session.interrupt();
            result = await(running, Duration.ofSeconds(1));
        }
        return new Outcome(result, timeoutError(limit, result), true);
    }

    private static Outcome outcome(CellResult result) {
        return switch (result) {
            case CellResult.Ok ok -> new Outcome(ok, null, false);
            case CellResult.Failed failed -> new Outcome(failed, failed.error(), false);
            case CellResult.Interrupted stopped -> new Outcome(stopped, stopped.error(), false);
        };
    }

    private static CellError timeoutError(Duration limit, @Nullable CellResult result) {
        String message =
                "the cell ran longer than %s and %s"
                        .formatted(
                                seconds(limit),
                                result == null
                                        ? "could not be stopped"
                                        : "was stopped; a larger --timeout gives it more time");
        List<String> lines =
                result instanceof CellResult.Interrupted stopped
                        ? concat(stopped.error().lines(), "TimeoutException: " + message)
                        : List.of("TimeoutException: " + message);
        return new CellError("TimeoutException", message, lines);
    }

    private static List<String> concat(List<String> lines, String last) {
        return Stream.concat(lines.stream(), Stream.of(last)).toList();
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    private CellResult await(Future<CellResult> running) {
        while (true) {
            CellResult result = await(running, Duration.ofDays(1));
            if (result != null) {
                return result;
            }
        }
    }

    /** Null if it has not ended by then; an interrupt of this thread goes on to the cell. */
    private @Nullable CellResult await(Future<CellResult> running, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return running.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    session.interrupt();
                }
            }
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the session failed on a cell", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
