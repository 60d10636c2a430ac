package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes on iopub what belongs to a request, and replies to it. */
final class Publisher {
    private static final String TOPICS = "kernel.mantissa.";

    private final Sockets sockets;
    private final Headers headers;
    private final Backlog backlog = new Backlog();
    private final AtomicLong dropped = new AtomicLong();

    Publisher(Sockets sockets, Headers headers) {
        this.sockets = sockets;
        this.headers = headers;
    }

    /**
     * Publishes.
     *
     * @param parent the header of the request
     */
    void publish(String type, JsonObject parent, JsonObject content) {
        publish(type, parent, content, new JsonObject(), List.of());
    }

    void publish(
            String type,
            JsonObject parent,
            JsonObject content,
            JsonObject metadata,
            List<byte[]> buffers) {
        byte[] topic = (TOPICS + type).getBytes(StandardCharsets.UTF_8);
        sockets.publish(
                new Message(
                        List.of(topic), headers.next(type), parent, metadata, content, buffers));
    }

    /**
     * Publishes output, unless front ends leave too much unread.
     *
     * @param part of the heap up to which there is room for it
     * @param chars its length, about
     * @return false if it was dropped
     */
    boolean publishBulk(
            String type, JsonObject parent, JsonObject content, double part, long chars) {
        // As text, as bytes, and as bytes of the same text once more with escapes.
        if (backlog.isAbove(part, 4 * chars)) {
            dropped.incrementAndGet();
            return false;
        }
        publish(type, parent, content);
        return true;
    }

    /** Messages of output that were dropped so far. */
    long dropped() {
        return dropped.get();
    }

    void status(String state, JsonObject parent) {
        publish("status", parent, Json.object("execution_state", state));
    }

    void welcome(String subscription) {
        publish("iopub_welcome", new JsonObject(), Json.object("subscription", subscription));
    }

    void reply(Channel channel, Message request, JsonObject content) {
        String type = request.type().replaceAll("_request$", "_reply");
        send(channel, request, type, content);
    }

    /** Sends to the one who sent {@code request}. */
    void send(Channel channel, Message request, String type, JsonObject content) {
        sockets.send(
                channel,
                new Message(
                        request.identities(),
                        headers.next(type),
                        request.header(),
                        new JsonObject(),
                        content,
                        List.of()));
    }
}
