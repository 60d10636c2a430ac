package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.debug.DebugAdapter;
import dev.mantissa.kernel.session.Session;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The debugger of a front end: passes its requests to the session, in order, and publishes answers
 * and events when they come. Nobody waits for a stopped cell. What a request sets off is told after
 * its answer: when JupyterLab gets the answer to 'continue', it forgets what it was told of before,
 * as that the thread has stopped again.
 */
final class Debugging implements AutoCloseable {
    /**
     * Jupyter's server passes answers and events on separately, so that one may overtake another.
     */
    private static final long LEAD_MILLIS = 50;

    private final Session session;
    private final Publisher publisher;
    private final ExecutorService requests = Kernel.inOrder("debug");

    /** Of the request that came last; events have no request of their own. */
    private volatile JsonObject parent = new JsonObject();

    private final Queue<Map<String, Object>> held = new ArrayDeque<>();
    private int unanswered;

    Debugging(Session session, Publisher publisher) {
        this.session = session;
        this.publisher = publisher;
        session.onDebugEvent(this::happened);
    }

    private synchronized void happened(Map<String, Object> event) {
        held.add(event);
        tell();
    }

    private void tell() {
        while (unanswered == 0 && !held.isEmpty()) {
            publisher.publish("debug_event", parent, (JsonObject) Json.of(held.remove()));
        }
    }

    /** Takes a request, and returns at once. */
    void received(Channel channel, Message request) {
        requests.execute(() -> handle(channel, request));
    }

    private void handle(Channel channel, Message request) {
        parent = request.header();
        publisher.status("busy", request.header());
        try {
            Map<String, Object> content = Json.map(request.content());
            int counted = DebugAdapter.isAnsweredAtOnce(content) ? 1 : 0;
            count(counted);
            ask(content)
                    .thenAccept(reply -> answer(channel, request, reply))
                    .whenCompleteAsync((done, e) -> count(-counted), after(content));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            answer(channel, request, unanswered(Map.of(), e));
        }
    }

    private Executor after(Map<String, Object> content) {
        return "continue".equals(content.get("command"))
                ? CompletableFuture.delayedExecutor(LEAD_MILLIS, TimeUnit.MILLISECONDS, requests)
                : Runnable::run;
    }

    private CompletableFuture<Map<String, Object>> ask(Map<String, Object> content) {
        try {
            return session.debug(content).exceptionally(e -> unanswered(content, e));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return CompletableFuture.completedFuture(unanswered(content, e));
        }
    }

    private void answer(Channel channel, Message request, Map<String, Object> reply) {
        publisher.reply(channel, request, (JsonObject) Json.of(reply));
        publisher.status("idle", request.header());
    }

    private synchronized void count(int more) {
        unanswered += more;
        tell();
    }

    private static Map<String, Object> unanswered(Map<String, Object> content, Throwable e) {
        return DebugAdapter.failure(content, "the request could not be answered: " + e);
    }

    @Override
    public void close() {
        requests.shutdown();
    }
}
