package dev.mantissa.kernel.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Tells a person when the process of a running cell no longer answers. A cell that computes, in
 * Java or in native code, does not hinder answers; a process that the system has suspended gives
 * none.
 */
final class Pulse {
    private static final long PERIOD_MILLIS = 600;

    /** Collections of garbage take a while. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Worker worker;
    private final CompletableFuture<?> cell;
    private final BiConsumer<Boolean, String> output;
    private long answered = System.nanoTime();
    private boolean pinged;
    private boolean told;

    private Pulse(Worker worker, CompletableFuture<?> cell, BiConsumer<Boolean, String> output) {
        this.worker = worker;
        this.cell = cell;
        this.output = output;
    }

    /**
     * Begins to watch, until {@code cell} is done.
     *
     * @param output takes what a person is told
     */
    static void watch(
            Worker worker, CompletableFuture<?> cell, BiConsumer<Boolean, String> output) {
        new Pulse(worker, cell, output).later();
    }

    private void later() {
        // A message to a process that does not read may have to wait: not on a shared thread.
        CompletableFuture.delayedExecutor(
                        PERIOD_MILLIS,
                        TimeUnit.MILLISECONDS,
                        task -> Thread.startVirtualThread(task))
                .execute(this::beat);
    }

    private synchronized void beat() {
        if (cell.isDone()) {
            return;
        }
        if (pinged && !worker.ponged()) {
            silent();
        } else {
            answered = System.nanoTime();
            told = false;
            pinged = worker.ping();
        }
        later();
    }

    private void silent() {
        if (told) {
            return;
        }
        if (worker.isSuspended()) {
            told = true;
            tell(
                    "the system has suspended the Java process of the cells (SIGSTOP). 'kill -CONT %d' lets it go on; two interrupts, two seconds apart, end it, which loses its variables.");
        } else if (System.nanoTime() - answered > SILENCE_NANOS) {
            told = true;
            tell(
                    "the Java process of the cells (%d) has not answered for ten seconds: it is short of memory, or the machine is. Wait, or interrupt twice, two seconds apart, to end it, which loses its variables.");
        }
    }

    private void tell(String text) {
        output.accept(true, "Note: " + text.formatted(worker.pid()) + "\n");
    }
}
