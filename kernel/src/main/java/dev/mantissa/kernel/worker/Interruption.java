package dev.mantissa.kernel.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts of the running cell. The first asks; once two seconds have passed and the cell still
 * runs, a further one ends its process. Impatient ones before that change nothing.
 */
final class Interruption {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private @Nullable Worker worker;
    private @Nullable CompletableFuture<FromWorker.Answer> running;
    private BiConsumer<Boolean, String> output = (err, text) -> {};
    private long since;
    private boolean asked;

    /**
     * A cell begins.
     *
     * @param stream takes what a person is told
     */
    synchronized void begin(
            Worker on,
            CompletableFuture<FromWorker.Answer> answer,
            BiConsumer<Boolean, String> stream) {
        worker = on;
        running = answer;
        output = stream;
        asked = false;
    }

    /** It has ended. */
    synchronized void end() {
        worker = null;
        running = null;
        asked = false;
    }

    /** A person wants it to stop. */
    synchronized void ask() {
        if (worker == null || running == null) {
            return;
        }
        long now = System.nanoTime();
        if (asked && now - since > PATIENCE_NANOS) {
            worker.kill(WorkerEnd.stopped());
            return;
        }
        if (!asked) {
            asked = true;
            since = now;
            CompletableFuture<FromWorker.Answer> cell = running;
            // A little later than the worker says where the cell is, if it still can.
            CompletableFuture.delayedExecutor(PATIENCE_NANOS * 11 / 10, TimeUnit.NANOSECONDS)
                    .execute(() -> tell(cell));
        }
        worker.send(new ToWorker.Interrupt());
    }

    private synchronized void tell(CompletableFuture<FromWorker.Answer> cell) {
        if (running == cell && !cell.isDone()) {
            output.accept(
                    true,
                    "Note: the cell has not stopped. Interrupt again to end its Java process, which loses its variables, or wait.\n");
        }
    }
}
