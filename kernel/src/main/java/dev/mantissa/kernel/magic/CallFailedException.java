package dev.mantissa.kernel.magic;

import dev.mantissa.kernel.session.CellError;

/**
 * Code or a magic that a cell's Java called did not compile or was a mistake; the session reports
 * {@link #error()} alone. Unlike a {@link CodeFailedException} it comes out of code that runs.
 */
public final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient CellError error;

    CallFailedException(CellError error) {
        super(error.message());
        this.error = error;
    }

    public CellError error() {
        return error;
    }
}
