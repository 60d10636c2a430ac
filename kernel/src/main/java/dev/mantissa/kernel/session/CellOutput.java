package dev.mantissa.kernel.session;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of one cell goes. Thread-safe; a thread that outlives its cell still writes to
 * its own cell's output.
 */
public interface CellOutput {
    /** A piece of standard output ({@code err} false) or standard error. */
    void stream(boolean err, String text);

    /** Something shown by {@code display}; {@code displayId} makes it replaceable. */
    void display(MimeBundle bundle, @Nullable String displayId);

    /** Replaces what was shown under this id, wherever that was. */
    void updateDisplay(MimeBundle bundle, String displayId);

    /** The value of the cell's last expression. */
    void result(int count, MimeBundle bundle);

    void error(CellError error);

    /** Removes what the cell has shown, now or when the next output arrives. */
    void clear(boolean wait);

    /**
     * A line of input from the person.
     *
     * @throws java.io.IOException if the front end has no way to ask
     */
    String readLine(String prompt, boolean password) throws java.io.IOException;

    /** Something to read beside the notebook, such as help; without such a place, printed. */
    default void page(MimeBundle bundle) {
        stream(false, bundle.plain() + "\n");
    }

    /**
     * Starts the Java process of the cells anew, which loses all they made, and does not return
     * then.
     *
     * @param javaOptions of the new process; null for those that were asked for last
     * @param replay whether imports, types and methods of earlier cells are declared again there
     * @return false where there is no such process, and nothing was done
     */
    default boolean restart(@Nullable List<String> javaOptions, boolean replay) {
        return false;
    }

    /** Something for the other end of a comm; where no front end listens, nobody hears it. */
    default void comm(CommEvent event) {}
}
