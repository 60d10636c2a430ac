package dev.mantissa.kernel.session;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.debug.DebugAdapter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A conversation in Java, in this JVM or in another one: variables live as long as the session. One
 * cell runs at a time; the other methods may be called meanwhile.
 */
public interface Session extends AutoCloseable {
    /** Runs every snippet and magic of the cell in order; stops at the first error. */
    CellResult execute(Cell cell, CellOutput output);

    /** The value of an expression, without a number and without a place in the history. */
    Evaluation evaluate(String expression, CellOutput output);

    /**
     * Asks the running cell to stop; variables stay. Returns at once; without a running cell it
     * does nothing.
     */
    void interrupt();

    /** Candidates at {@code cursor} (UTF-16 units) in {@code code}. */
    Completion complete(String code, int cursor);

    /** Signature and documentation of what stands at {@code cursor}. */
    Optional<Inspection> inspect(String code, int cursor);

    Completeness isComplete(String code);

    /**
     * Hands over what a front end sent through a comm; what its handler shows goes to {@code
     * output}.
     */
    void comm(CommEvent event, CellOutput output);

    /**
     * Answers a request of the debug adapter protocol with Jupyter's additions. The answer may come
     * late: a stopped cell computes the value of an expression.
     */
    default CompletableFuture<Map<String, Object>> debug(Map<String, Object> request) {
        return CompletableFuture.completedFuture(
                DebugAdapter.failure(request, "this session cannot be debugged"));
    }

    /** Gives all events of the debug adapter protocol to {@code listener}. */
    default void onDebugEvent(Consumer<Map<String, Object>> listener) {}

    @Override
    void close();
}
