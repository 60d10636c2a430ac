package dev.mantissa.kernel.session;

/** Thrown inside a cell that was asked to stop. An Error, so that few handlers catch it. */
final class CellStop extends Error {
    private static final long serialVersionUID = 1L;

    CellStop() {
        super("interrupted");
    }

    @Override
    public String toString() {
        return "the cell was interrupted";
    }
}
