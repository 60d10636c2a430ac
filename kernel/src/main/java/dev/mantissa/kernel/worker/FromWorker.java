package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.Completeness;
import dev.mantissa.kernel.session.Completion;
import dev.mantissa.kernel.session.Inspection;
import dev.mantissa.kernel.session.Redeclared;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the worker says to the kernel process. */
sealed interface FromWorker {
    /** Ends the request of the same id. */
    sealed interface Answer extends FromWorker {
        long id();
    }

    /** Output of the request with the id {@code cell}, also after it was answered. */
    sealed interface Output extends FromWorker {
        long cell();
    }

    /** The session is open. */
    record Ready() implements FromWorker {}

    /**
     * A cell wants the process started anew.
     *
     * @param options of the new one; null for those that were asked for last
     * @param replay whether what earlier cells declared is declared again
     */
    record Restart(@Nullable List<String> options, boolean replay) implements FromWorker {}

    /**
     * How a cell ended.
     *
     * @param error null if it ended well
     * @param interrupted whether it was stopped
     */
    record Executed(long id, int count, @Nullable CellError error, boolean interrupted)
            implements Answer {}

    /** The value of an expression, or its error. */
    record Evaluated(long id, @Nullable MimeBundle bundle, @Nullable CellError error)
            implements Answer {}

    record Completed(long id, Completion completion) implements Answer {}

    record Inspected(long id, @Nullable Inspection inspection) implements Answer {}

    record Checked(long id, Completeness completeness) implements Answer {}

    record Heard(long id) implements Answer {}

    record Replayed(long id, Redeclared what) implements Answer {}

    record Debugged(long id, Map<String, Object> reply) implements Answer {}

    /** An event of the debugger. */
    record DebugEvent(Map<String, Object> event) implements FromWorker {}

    record Stream(long cell, boolean err, String text) implements Output {}

    /**
     * Something shown.
     *
     * @param update whether it replaces what was shown under the id
     */
    record Display(long cell, MimeBundle bundle, @Nullable String displayId, boolean update)
            implements Output {}

    record Result(long cell, int count, MimeBundle bundle) implements Output {}

    record Failure(long cell, CellError error) implements Output {}

    record Clear(long cell, boolean later) implements Output {}

    record Page(long cell, MimeBundle bundle) implements Output {}

    record Comm(long cell, CommEvent event) implements Output {}

    /**
     * Asks the person for a line; answered by {@link ToWorker.Input} with the number {@code ask}.
     */
    record Ask(long cell, long ask, String prompt, boolean password) implements Output {}

    /** The process lives. */
    record Pong() implements FromWorker {}
}
