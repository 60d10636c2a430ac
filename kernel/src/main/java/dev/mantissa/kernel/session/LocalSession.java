package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.magic.Magic;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A session in this JVM, whose objects can be handed out as they are. */
public interface LocalSession extends Session {
    /** Variables, newest last, with type and current value. */
    List<Variable> variables();

    /** The value of a variable of this session, or of an expression without side effects. */
    Optional<Object> value(String name);

    /** Makes jars and class folders visible to the cells that follow. */
    void addToClasspath(List<Path> paths);

    /**
     * Makes a jar visible to the cells that follow, instead of the version that this program has.
     *
     * @return false, and nothing done, if cells have used that version already
     */
    boolean replaceOnClasspath(Path jar);

    /** What was typed in this session, by the numbers of the cells. */
    default SortedMap<Integer, String> inputs() {
        return Collections.emptySortedMap();
    }

    /**
     * Forgets every variable, method, type and import of the cells, and the values kept of them.
     */
    void reset();

    /**
     * Declares again what cells of an earlier session declared: imports, types and methods. Nothing
     * of theirs runs.
     */
    Redeclared redeclare(List<String> cells);

    /** The magics known here, those registered in a cell included. */
    List<Magic> magics();

    /** How this session shows a value. */
    MimeBundle render(@Nullable Object value);

    @Override
    default Evaluation evaluate(String expression, CellOutput output) {
        CellResult result =
                execute(new Cell(expression, false, true), new UnreportedErrors(output));
        return switch (result) {
            case CellResult.Ok ok -> new Evaluation.Value(render(ok.value()));
            case CellResult.Failed failed -> new Evaluation.Failure(failed.error());
            case CellResult.Interrupted stopped -> new Evaluation.Failure(stopped.error());
        };
    }
}
