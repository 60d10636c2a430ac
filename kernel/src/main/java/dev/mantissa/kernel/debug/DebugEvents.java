package dev.mantissa.kernel.debug;

import org.jspecify.annotations.Nullable;

/** Hears of threads. */
interface DebugEvents {
    /**
     * One waits.
     *
     * @param text more than the reason says, or null
     */
    void stopped(long thread, String reason, @Nullable String text);

    /** One goes on. */
    void continued(long thread);
}
