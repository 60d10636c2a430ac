package dev.mantissa.lib.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The tasks of one product, taken one by one by the caller and by whoever helps. */
final class WorkerJob {
    /** Added to the number of helpers once no more may enter. */
    private static final int CLOSED = 1 << 30;

    /** About 20 µs of waiting awake: most helpers end within that. */
    private static final int SPINS = 2000;

    private final int tasks;
    private final IntConsumer body;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger helpers = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    WorkerJob(int tasks, IntConsumer body) {
        this.tasks = tasks;
        this.body = body;
    }

    /** Takes tasks until there are none, the caller is interrupted or one has failed. */
    void work() {
        while (!caller.isInterrupted() && failure.get() == null) {
            int task = next.getAndIncrement();
            if (task >= tasks) {
                return;
            }
            try {
                body.accept(task);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** Announces a helper; false when it comes too late. */
    boolean enter() {
        while (true) {
            int state = helpers.get();
            if (state >= CLOSED) {
                return false;
            }
            if (helpers.compareAndSet(state, state + 1)) {
                return true;
            }
        }
    }

    /** What a helper does after {@link #enter()}. */
    void help() {
        try {
            work();
        } finally {
            if (helpers.decrementAndGet() == CLOSED) {
                LockSupport.unpark(caller);
            }
        }
    }

    /** Lets nobody in any more and waits until every helper has left. */
    void close() {
        helpers.addAndGet(CLOSED);
        for (int i = 0; helpers.get() != CLOSED; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else if (caller.isInterrupted()) {
                // park() would return at once; helpers stop at their next tile.
                Thread.yield();
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Throws what a task threw, if one did. */
    void rethrow() {
        Throwable thrown = failure.get();
        switch (thrown) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }
}
