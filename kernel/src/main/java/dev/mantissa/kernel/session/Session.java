package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.Magic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A conversation in Java: variables live as long as the session. One cell runs at a time. */
public interface Session extends AutoCloseable {
    /** Runs every snippet and magic of the cell in order; stops at the first error. */
    CellResult execute(Cell cell, CellOutput output);

    /**
     * Asks the running cell to stop; variables stay. Returns at once; without a running cell it
     * does nothing.
     */
    void interrupt();

    /** Candidates at {@code cursor} (UTF-16 units) in {@code code}. */
    Completion complete(String code, int cursor);

    /** Signature and documentation of what stands at {@code cursor}. */
    Optional<Inspection> inspect(String code, int cursor);

    Completeness isComplete(String code);

    /** Variables, newest last, with type and current value. */
    List<Variable> variables();

    /** The value of a variable of this session, or of an expression without side effects. */
    Optional<Object> value(String name);

    /** Makes jars and class folders visible to the cells that follow. */
    void addToClasspath(List<Path> paths);

    /** The magics known here, those registered in a cell included. */
    List<Magic> magics();

    @Override
    void close();
}
