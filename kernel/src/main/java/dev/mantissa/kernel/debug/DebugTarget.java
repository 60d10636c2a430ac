package dev.mantissa.kernel.debug;

import dev.mantissa.kernel.display.MimeBundle;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** The session that is debugged. */
public interface DebugTarget {
    /** Its variables. */
    List<Named> variables();

    /** How it shows a value. */
    MimeBundle render(@Nullable Object value);

    /** The lines of a cell on which code begins, from 1. */
    NavigableSet<Integer> executableLines(String code);

    /**
     * Evaluates an expression on the present thread.
     *
     * @param locals the variables of the frame, {@code this} among them
     * @return the value; its name is of no use
     * @throws Throwable what it threw, or an {@link IllegalArgumentException} that says what does
     *     not compile
     */
    Named evaluate(String expression, List<Local> locals) throws Throwable;

    /**
     * Declares a variable of the session, on the present thread.
     *
     * @throws Throwable if that type of variable cannot be declared
     */
    void declare(String name, Local value) throws Throwable;
}
