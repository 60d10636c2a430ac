package dev.mantissa.lib.engine;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Daemon threads that share the tasks of one product. The calling thread takes part, so a pool of
 * one thread has no worker at all; threads start at the first use and sleep between products, after
 * a short while. Many callers may use a pool at once, and a task may use it again.
 */
public final class WorkerPool {
    /**
     * How long a worker looks for the next product before it sleeps; a wake-up takes 10 to 50 µs.
     */
    private static final long AWAKE_NANOS = 100_000;

    private final int threads;
    private final BlockingQueue<WorkerJob> jobs = new LinkedTransferQueue<>();
    private final AtomicBoolean started = new AtomicBoolean();

    /**
     * @param threads how many compute together, the caller included; at least 1
     */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "worker pool: %d threads given; at least 1 is needed".formatted(threads));
        }
        this.threads = threads;
    }

    /** The pool that all engines share, as wide as {@link ComputeThreads} says. */
    public static WorkerPool shared() {
        return Shared.POOL;
    }

    /** How many threads compute together, the caller included. */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code body} for every number from 0 to {@code tasks - 1}, in any order, and returns
     * when all are done. When the calling thread is interrupted, tasks not yet begun are left out.
     *
     * @param what the work, for the message: "matmul"
     * @throws CancelledException if the calling thread was interrupted; no task is running then
     */
    public void run(String what, int tasks, IntConsumer body) {
        int helpers = Math.min(threads, tasks) - 1;
        if (helpers <= 0) {
            runAlone(what, tasks, body);
            return;
        }
        start();
        WorkerJob job = new WorkerJob(tasks, body);
        for (int i = 0; i < helpers; i++) {
            jobs.add(job);
        }
        job.work();
        job.close();
        jobs.removeIf(queued -> queued == job);
        job.rethrow();
        CancelledException.check(what);
    }

    private static void runAlone(String what, int tasks, IntConsumer body) {
        for (int task = 0; task < tasks; task++) {
            CancelledException.check(what);
            body.accept(task);
        }
    }

    private void start() {
        if (started.compareAndSet(false, true)) {
            for (int i = 1; i < threads; i++) {
                Thread.ofPlatform().daemon().name("mantissa-worker-" + i).start(this::serve);
            }
        }
    }

    private void serve() {
        while (true) {
            try {
                WorkerJob job = next();
                if (job.enter()) {
                    job.help();
                }
            } catch (InterruptedException e) {
                // Nobody is told to end these threads; whoever interrupts one means another.
                Thread.interrupted();
            }
        }
    }

    /** Waits awake for a moment: small products often follow each other, and waking costs more. */
    private WorkerJob next() throws InterruptedException {
        long start = System.nanoTime();
        do {
            WorkerJob job = jobs.poll();
            if (job != null) {
                return job;
            }
            Thread.onSpinWait();
        } while (System.nanoTime() - start < AWAKE_NANOS);
        return jobs.take();
    }

    private static final class Shared {
        private static final WorkerPool POOL = new WorkerPool(ComputeThreads.count());
    }
}
