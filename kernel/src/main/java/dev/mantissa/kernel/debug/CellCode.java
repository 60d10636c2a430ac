package dev.mantissa.kernel.debug;

import org.jspecify.annotations.Nullable;

/** What is known of the compiled code of cells, and of the cell that the present thread runs. */
public interface CellCode {
    /** The place in a cell of a line of a class, or null if it is none that a person wrote. */
    @Nullable CellPlace place(String className, int line);

    /** Whether a class was made of cells. */
    boolean contains(String className);

    /** Whether the present thread was asked to end its cell. */
    boolean stopAsked();

    /** Ends the cell of the present thread, if that was asked. */
    void endIfAsked();
}
