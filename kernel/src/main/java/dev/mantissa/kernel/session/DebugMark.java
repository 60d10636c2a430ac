package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.Debugger;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/**
 * Has JShell compile anew what a person declares again under a debugger, or again without: of code
 * that is the same it would go on with the class that it has. One line of import more shifts the
 * lines of all classes that it compiles from then on, which makes them differ.
 */
final class DebugMark {
    private static final String IMPORT =
            "import static dev.mantissa.kernel.session.SnippetSupport.stopCheck\n;";

    private final JShell shell;
    private final Debugger debugger;
    private @Nullable Snippet mark;

    DebugMark(JShell shell, Debugger debugger) {
        this.shell = shell;
        this.debugger = debugger;
    }

    private boolean isSet() {
        return mark != null && shell.status(mark).isActive();
    }

    /** Makes it agree with the debugger; to be called before a piece is evaluated. */
    void update() {
        if (debugger.isAttached() == isSet()) {
            return;
        }
        if (mark != null && isSet()) {
            shell.drop(mark);
        } else {
            List<SnippetEvent> events = shell.eval(IMPORT);
            mark = events.getFirst().snippet();
        }
    }
}
