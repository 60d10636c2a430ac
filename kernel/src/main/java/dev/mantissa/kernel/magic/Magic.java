package dev.mantissa.kernel.magic;

import dev.mantissa.kernel.session.Completion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command that starts with a percent sign. One magic is one class and one line in a catalogue.
 */
public interface Magic {
    enum Kind {
        /** {@code %name arguments} */
        LINE,
        /** {@code %%name arguments}, with the rest of the cell as its body */
        CELL
    }

    /** Without the percent sign. */
    String name();

    /** Other names that do the same, such as those of other kernels. */
    default List<String> aliases() {
        return List.of();
    }

    Set<Kind> kinds();

    /** One line for tables. */
    String summary();

    /**
     * Help text: usage lines, then what they do. Shown by {@code %name?} and {@code %name --help}.
     */
    String help();

    /** A cell that shows it at work, executed by a test. */
    String example();

    /** Candidates for the word at the end of {@code arguments}. */
    default List<Completion.Candidate> complete(String arguments, MagicContext context) {
        return List.of();
    }

    /**
     * Runs it.
     *
     * @return the value of the line, shown like an expression's, or null
     * @throws IllegalArgumentException for a mistake of the person: its message alone is shown
     */
    @Nullable Object run(MagicLine line, MagicContext context) throws Exception;
}
