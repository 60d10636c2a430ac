package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.kernel.session.CellError;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param notebook with the outputs; cells after a failure are as if never run
 * @param executed code cells begun
 * @param total code cells there are
 * @param failure why it ended early; null if it did not
 */
public record RunResult(
        Notebook notebook, int executed, int total, @Nullable Failure failure, Duration elapsed) {
    /**
     * The cell that ended the run.
     *
     * @param index of the cell in the notebook, from 0
     * @param number of the code cell, from 1
     * @param stuck whether it still runs, because nothing could stop it; then only the end of the
     *     process does
     */
    public record Failure(
            int index, int number, NotebookCell cell, CellError error, boolean stuck) {}

    public boolean ok() {
        return failure == null;
    }

    /** The failing cell and its error for a terminal. */
    public Optional<String> failureText() {
        if (failure == null) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        text.append("Code cell %d of %d failed:\n\n".formatted(failure.number, total));
        failure.cell
                .source()
                .lines()
                .limit(40)
                .forEach(l -> text.append("    ").append(l).append('\n'));
        if (failure.cell.source().lines().count() > 40) {
            text.append("    …\n");
        }
        text.append('\n');
        failure.error.lines().forEach(l -> text.append(l).append('\n'));
        if (failure.error.lines().isEmpty()) {
            text.append(failure.error.name()).append(": ").append(failure.error.message());
        }
        int rest = total - executed;
        if (rest > 0) {
            text.append("\nNot run: %d more code cell%s.".formatted(rest, rest == 1 ? "" : "s"));
        }
        return Optional.of(VisibleText.of(text.toString().stripTrailing()));
    }
}
