package dev.mantissa.kernel.session;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops one cell: arms its stop checks, tells the hooks, and interrupts the thread again and again
 * until the cell has ended. After two seconds it says where the cell is.
 */
final class Interrupter {
    private static final long PERIOD_MILLIS = 50;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CellRun run;
    private final CellOutput output;
    private final SnippetEngine engine;
    private final InterruptGate gate;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean started;

    Interrupter(
            CellRun run,
            CellOutput output,
            SnippetEngine engine,
            InterruptGate gate,
            Thread thread) {
        this.run = run;
        this.output = output;
        this.engine = engine;
        this.gate = gate;
        this.thread = thread;
    }

    synchronized void interrupt(List<Runnable> hooks) {
        run.requestStop();
        engine.stopSite().arm();
        for (Runnable hook : hooks) {
            try {
                hook.run();
            } catch (RuntimeException e) {
                output.stream(true, "Note: an interrupt hook failed: " + e + "\n");
            }
        }
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("interrupter").start(this::insist);
        }
    }

    /** The cell has ended. */
    void end() {
        ended.countDown();
    }

    private void insist() {
        long began = System.nanoTime();
        boolean told = false;
        try {
            do {
                gate.interrupt();
                if (!told && System.nanoTime() - began > PATIENCE_NANOS) {
                    told = true;
                    output.stream(true, "Note: " + notice() + "\n");
                }
            } while (!ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String notice() {
        StackTraceElement[] stack = thread.getStackTrace();
        JavaText.@Nullable Spot spot = engine.errors().where(stack);
        String in = stack.length == 0 ? "unknown code" : stack[0].toString();
        return "the cell was asked to stop and still runs, in %s%s. It stops as soon as that returns."
                .formatted(in, spot == null ? "" : ", called from " + spot.label());
    }
}
