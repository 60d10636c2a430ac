package dev.mantissa.kernel.session;

/** Thrown in place of an end of the JVM that a cell asked for. */
final class CellExit extends Error {
    private static final long serialVersionUID = 1L;
    private final int status;

    CellExit(int status) {
        super("System.exit(" + status + ")");
        this.status = status;
    }

    int status() {
        return status;
    }
}
