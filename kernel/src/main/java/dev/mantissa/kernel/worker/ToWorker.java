package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.session.Cell;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the kernel process says to the worker. */
sealed interface ToWorker {
    /** Something that is answered; {@code id} is a number of its own, never used again. */
    sealed interface Request extends ToWorker {
        long id();
    }

    /** Answered by {@link FromWorker.Executed}; its output carries the same id. */
    record Execute(long id, Cell cell) implements Request {}

    /** Answered by {@link FromWorker.Evaluated}; its output carries the same id. */
    record Evaluate(long id, String expression) implements Request {}

    /** Answered by {@link FromWorker.Completed}. */
    record Complete(long id, String code, int cursor) implements Request {}

    /** Answered by {@link FromWorker.Inspected}. */
    record Inspect(long id, String code, int cursor) implements Request {}

    /** Answered by {@link FromWorker.Checked}. */
    record Check(long id, String code) implements Request {}

    /** Answered by {@link FromWorker.Heard}; its output carries the same id. */
    record Hear(long id, CommEvent event) implements Request {}

    /** Declares again what cells declared; answered by {@link FromWorker.Replayed}. */
    record Replay(long id, List<String> cells) implements Request {}

    /** A request of a debugger; answered by {@link FromWorker.Debugged}. */
    record Debug(long id, Map<String, Object> request) implements Request {}

    /** Stops the running cell. */
    record Interrupt() implements ToWorker {}

    /**
     * The answer to {@link FromWorker.Ask}.
     *
     * @param line what the person typed, or null
     * @param failure why there is no line
     */
    record Input(long ask, @Nullable String line, @Nullable String failure) implements ToWorker {}

    /** Ends the worker. */
    record Close() implements ToWorker {}

    /** Answered by {@link FromWorker.Pong} at once, whatever a cell is at. */
    record Ping() implements ToWorker {}
}
