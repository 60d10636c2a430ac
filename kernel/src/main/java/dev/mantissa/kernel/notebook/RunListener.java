package dev.mantissa.kernel.notebook;

import java.time.Duration;

/** Told about the progress of a run, on the thread that runs it. */
public interface RunListener {
    /** A listener that does nothing. */
    RunListener NONE = new RunListener() {};

    /**
     * A code cell begins.
     *
     * @param number of the code cell, from 1
     * @param total code cells there are
     */
    default void started(int number, int total, NotebookCell cell) {}

    /** A code cell has ended; {@code ok} is false if it failed or was stopped. */
    default void finished(int number, int total, NotebookCell cell, Duration elapsed, boolean ok) {}
}
