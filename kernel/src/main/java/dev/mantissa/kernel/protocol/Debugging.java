package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.debug.DebugAdapter;
import dev.mantissa.kernel.session.Session;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * The debugger of a front end: passes its requests to the session, in order, and publishes answers
 * and events when they come. Nobody waits for a stopped cell.
 */
final class Debugging implements AutoCloseable {
    private final Session session;
    private final Publisher publisher;
    private final ExecutorService requests = Kernel.inOrder("debug");

    /** Of the request that came last; events have no request of their own. */
    private volatile JsonObject parent = new JsonObject();

    Debugging(Session session, Publisher publisher) {
        this.session = session;
        this.publisher = publisher;
        session.onDebugEvent(this::publish);
    }

    private void publish(Map<String, Object> event) {
        publisher.publish("debug_event", parent, (JsonObject) Json.of(event));
    }

    /** Takes a request, and returns at once. */
    void received(Channel channel, Message request) {
        requests.execute(() -> handle(channel, request));
    }

    private void handle(Channel channel, Message request) {
        parent = request.header();
        publisher.status("busy", request.header());
        ask(request)
                .thenAccept(reply -> {
                    publisher.reply(channel, request, (JsonObject) Json.of(reply));
                    publisher.status("idle", request.header());
                });
    }

    private CompletableFuture<Map<String, Object>> ask(Message request) {
        Map<String, Object> content = Map.of();
        try {
            content = Json.map(request.content());
            Map<String, Object> asked = content;
            return session.debug(asked).exceptionally(e -> unanswered(asked, e));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return CompletableFuture.completedFuture(unanswered(content, e));
        }
    }

    private static Map<String, Object> unanswered(Map<String, Object> content, Throwable e) {
        return DebugAdapter.failure(content, "the request could not be answered: " + e);
    }

    @Override
    public void close() {
        requests.shutdown();
    }
}
