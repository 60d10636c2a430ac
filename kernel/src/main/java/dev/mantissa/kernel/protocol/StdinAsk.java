package dev.mantissa.kernel.protocol;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Questions to the person behind a front end, one at a time for each of them. */
final class StdinAsk {
    private final Publisher publisher;
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    StdinAsk(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Asks the sender of the request and waits for the answer.
     *
     * @throws IOException if the request ends before there is an answer
     */
    String ask(Message request, String prompt, boolean password) throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(Json.text(request.header(), "session", ""), answer);
        publisher.send(
                Channel.STDIN,
                request,
                "input_request",
                Json.object("prompt", prompt, "password", password));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the kernel was shut down", e);
        } catch (ExecutionException e) {
            throw new IOException("the cell ended before there was an answer", e);
        }
    }

    /** Takes an {@code input_reply}. */
    void answered(Message reply) {
        CompletableFuture<String> answer = waiting.remove(Json.text(reply.header(), "session", ""));
        if (answer != null) {
            answer.complete(Json.text(reply.content(), "value", ""));
        }
    }

    /** A request has ended: nobody waits for its answer any more. */
    void ended(Message request) {
        CompletableFuture<String> answer =
                waiting.remove(Json.text(request.header(), "session", ""));
        if (answer != null) {
            answer.completeExceptionally(new IOException("the cell has ended"));
        }
    }
}
