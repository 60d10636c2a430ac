package dev.mantissa.lib.engine;

import java.util.concurrent.CancellationException;

/** The calling thread was interrupted: the work stopped at a tile or operation boundary. */
public final class CancelledException extends CancellationException {
    private static final long serialVersionUID = 1L;

    public CancelledException(String what) {
        super(what + " was interrupted");
    }

    /**
     * Ends the work if the calling thread was interrupted; the interrupt flag stays set.
     *
     * @param what the work, for the message: "matmul"
     */
    public static void check(String what) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException(what);
        }
    }
}
