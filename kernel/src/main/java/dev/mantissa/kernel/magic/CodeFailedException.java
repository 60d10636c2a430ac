package dev.mantissa.kernel.magic;

import dev.mantissa.kernel.session.CellError;

/** Code that a magic ran did not compile or threw; the session reports {@link #error()}. */
public final class CodeFailedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient CellError error;

    public CodeFailedException(CellError error) {
        super(error.message());
        this.error = error;
    }

    public CellError error() {
        return error;
    }
}
