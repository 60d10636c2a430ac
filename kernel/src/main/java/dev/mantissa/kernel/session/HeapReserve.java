package dev.mantissa.kernel.session;

import org.jspecify.annotations.Nullable;

/**
 * Memory that is given up when a cell has filled the heap. Without it, whatever tells of the
 * exhaustion would need a collection for every few objects, and take minutes.
 */
public final class HeapReserve {
    private static final int BYTES = 4 << 20;
    private static final HeapReserve INSTANCE = new HeapReserve();

    private volatile byte @Nullable [] held = new byte[BYTES];
    private volatile Runnable action = () -> {};

    private HeapReserve() {}

    /** That of this process, which has one heap. */
    public static HeapReserve instance() {
        return INSTANCE;
    }

    /** Gives it up. */
    public void release() {
        held = null;
    }

    /** Calls this when a cell has run out of memory, before anything looks into why. */
    public void onExhaustion(Runnable what) {
        action = what;
    }

    /** A cell has thrown this: gives it up if it came of a heap without room. */
    void after(Throwable e) {
        if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
            release();
            action.run();
        }
    }

    /** Sets it aside again, if there is room. */
    void renew() {
        if (held == null) {
            try {
                held = new byte[BYTES];
            } catch (OutOfMemoryError e) {
                // The cell that follows will hear of it.
                return;
            }
        }
    }
}
