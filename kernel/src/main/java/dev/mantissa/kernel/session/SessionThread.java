package dev.mantissa.kernel.session;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread on which a session compiles and runs cells. Its stack is large, since javac
 * descends into nested expressions.
 */
final class SessionThread implements AutoCloseable {
    private static final long STACK_BYTES = 64L << 20;

    private final LinkedBlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    SessionThread() {
        thread = new Thread(null, this::work, "cells", STACK_BYTES, false);
        thread.setDaemon(true);
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    /**
     * Runs it there and waits; on the thread itself, at once.
     *
     * @param interrupted called when the waiting thread is interrupted, which goes on waiting
     */
    <T> T call(Callable<T> work, Runnable interrupted) {
        if (closed) {
            throw new IllegalStateException("this session is closed. Open a new one.");
        }
        FutureTask<T> task = new FutureTask<>(work);
        if (Thread.currentThread() == thread) {
            task.run();
        } else {
            tasks.add(task);
        }
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                    interrupted.run();
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause() == null ? e : e.getCause());
                } catch (CancellationException e) {
                    throw new IllegalStateException("the session was closed", e);
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        return switch (e) {
            case RuntimeException r -> r;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }

    private void work() {
        while (!closed) {
            try {
                tasks.take().run();
            } catch (InterruptedException | OutOfMemoryError e) {
                // An interrupt that came too late for its cell, or a heap that the cell filled.
                // Closing is told by the flag.
                continue;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        FutureTask<?> task;
        while ((task = tasks.poll()) != null) {
            task.cancel(false);
        }
        tasks.add(new FutureTask<>(() -> null));
    }
}
