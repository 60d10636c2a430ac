package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.CallFailedException;
import dev.mantissa.kernel.magic.CodeFailedException;
import java.util.ArrayList;
import java.util.List;

/** What a person is told of a cell that did not end well. */
final class CellErrors {
    private final SnippetEngine engine;

    CellErrors(SnippetEngine engine) {
        this.engine = engine;
    }

    /**
     * What ended a cell, in words.
     *
     * @param stopped whether it was asked to stop
     */
    CellError of(Throwable e, boolean stopped) {
        try {
            return stopped ? interrupted(e) : of(e);
        } catch (RuntimeException | StackOverflowError inner) {
            return new CellError(
                    e.getClass().getName(),
                    RuntimeErrors.message(e),
                    List.of(e.getClass().getName()));
        }
    }

    private CellError interrupted(Throwable e) {
        JavaText.Spot spot = engine.whereOrLatest(e.getStackTrace());
        List<String> lines = new ArrayList<>();
        String where = spot == null ? "" : " in " + spot.label();
        lines.add("Interrupted" + where + ". Variables keep their values.");
        if (spot != null) {
            lines.add("  > " + spot.text().strip());
        }
        return new CellError("Interrupted", "the cell was stopped" + where, lines);
    }

    private CellError of(Throwable e) {
        if (e instanceof CodeFailedException failed) {
            return failed.error();
        }
        if (e instanceof CallFailedException failed) {
            return failed.error();
        }
        if (e instanceof CellExit exit) {
            String message =
                    "System.exit(%d) ended this cell. The session goes on, with its variables."
                            .formatted(exit.status());
            return new CellError("SystemExit", message, List.of(message));
        }
        boolean mistake = e instanceof IllegalArgumentException && !engine.isFromSnippet(e);
        if (mistake) {
            String message = RuntimeErrors.message(e);
            return new CellError("UsageError", message, message.lines().toList());
        }
        boolean ofCompiler =
                !engine.isFromSnippet(e) && (e instanceof StackOverflowError || isInternal(e));
        if (ofCompiler) {
            String message =
                    "the compiler gave up on this cell (%s). Is an expression nested very deeply? Split it into several."
                            .formatted(e.getClass().getSimpleName());
            return new CellError(CompilationErrors.NAME, message, List.of(message));
        }
        return engine.errors().of(e);
    }

    private static boolean isInternal(Throwable e) {
        return e instanceof InternalError
                || (e.getStackTrace().length > 0
                        && e.getStackTrace()[0].getClassName().startsWith("com.sun.tools.javac"));
    }
}
