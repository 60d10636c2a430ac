package dev.mantissa.kernel.worker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Questions to the person that wait for an answer. */
final class Inputs {
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    /**
     * Asks, and waits for the line.
     *
     * @param question sends it under the number given
     * @throws InterruptedIOException if the cell is stopped meanwhile
     * @throws IOException if there is no answer; the message says why
     */
    String ask(LongConsumer question) throws IOException {
        long number = numbers.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        waiting.put(number, answer);
        try {
            question.accept(number);
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the cell was stopped while it waited for input");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            waiting.remove(number);
        }
    }

    /** Takes an answer; one that nobody waits for any more is dropped. */
    void answered(ToWorker.Input input) {
        CompletableFuture<String> answer = waiting.get(input.ask());
        if (answer == null) {
            return;
        }
        if (input.line() != null) {
            answer.complete(input.line());
        } else {
            answer.completeExceptionally(new IOException(String.valueOf(input.failure())));
        }
    }
}
