package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.session.HeapReserve;

/** Tells a heap that a cell filled for a moment from one that its variables keep full. */
final class HeapGuard {
    /** What the compiler needs for the next cell. */
    private static final long NEEDED_BYTES = 32L << 20;

    private HeapGuard() {}

    /** Whether it is the room for classes that ran out, as HotSpot puts it. */
    static boolean isOfClasses(Throwable e) {
        // A lambda that cannot be linked for want of room names that as its cause.
        for (Throwable at = e; at != null; at = at.getCause()) {
            String message = at instanceof OutOfMemoryError ? at.getMessage() : null;
            if (message != null
                    && (message.contains("Metaspace") || message.contains("class space"))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what is left after a collection is too little for a cell. */
    static boolean isFull() {
        HeapReserve.instance().release();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return free < NEEDED_BYTES;
    }
}
