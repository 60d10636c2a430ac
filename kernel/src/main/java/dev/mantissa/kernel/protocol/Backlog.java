package dev.mantissa.kernel.protocol;

import java.util.concurrent.TimeUnit;

/**
 * How full the heap of the kernel process is. It is small, and what a front end does not read waits
 * in it: before it is full, output is dropped, so that replies and states always find room.
 */
final class Backlog {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private long collected = System.nanoTime() - PAUSE_NANOS;
    private long held;

    /**
     * Whether more than that part of the heap is in use.
     *
     * @param part of 1
     * @param bytes that are to come in addition
     */
    synchronized boolean isAbove(double part, long bytes) {
        Runtime runtime = Runtime.getRuntime();
        double limit = part * runtime.maxMemory() - bytes;
        if (used(runtime) < limit) {
            return false;
        }
        // Most of it may be garbage, which only a collection can tell.
        if (System.nanoTime() - collected > PAUSE_NANOS) {
            System.gc();
            held = used(runtime);
            collected = System.nanoTime();
        }
        return held >= limit;
    }

    private static long used(Runtime runtime) {
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
