package dev.mantissa.kernel.session;

import dev.mantissa.kernel.comm.Comms;
import dev.mantissa.kernel.magic.MagicRegistry;
import org.jspecify.annotations.Nullable;

/** One execution of a cell, as its threads know it. */
public final class CellRun {
    private final int count;
    private final History history;
    private final MagicRegistry magics;
    private final Comms comms;
    private final CellInput input;
    private final Utf8Pieces out;
    private final Utf8Pieces err;
    private volatile boolean stopRequested;
    private @Nullable CellExecution execution;

    CellRun(int count, CellOutput output, History history, MagicRegistry magics, Comms comms) {
        this.count = count;
        this.history = history;
        this.magics = magics;
        this.comms = comms;
        this.input = new CellInput(output);
        this.out = new Utf8Pieces(text -> output.stream(false, text));
        this.err = new Utf8Pieces(text -> output.stream(true, text));
    }

    /** The number of the cell, as in {@code Out[number]}. */
    public int count() {
        return count;
    }

    /** The values of the session's cells. */
    public History history() {
        return history;
    }

    /** The magics of the session, to which a cell may add its own. */
    public MagicRegistry magics() {
        return magics;
    }

    /** What runs the cell's code and magics; null where no cell is run, as in a comm's handler. */
    public @Nullable CellExecution execution() {
        return execution;
    }

    void executedBy(CellExecution runner) {
        execution = runner;
    }

    /** The comms of the session. */
    public Comms comms() {
        return comms;
    }

    /** Whether the cell was asked to stop. */
    public boolean stopRequested() {
        return stopRequested;
    }

    void requestStop() {
        stopRequested = true;
    }

    CellInput input() {
        return input;
    }

    Utf8Pieces stream(boolean error) {
        return error ? err : out;
    }

    static @Nullable CellRun current() {
        return CellContext.current().map(CellContext::run).orElse(null);
    }
}
