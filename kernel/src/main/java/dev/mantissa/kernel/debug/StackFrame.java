package dev.mantissa.kernel.debug;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a stopped thread that lies in a cell.
 *
 * @param id a number of its own
 * @param recorded whether its local variables are known
 */
record StackFrame(int id, String name, CellLine line, List<Local> locals, boolean recorded) {
    private static final AtomicInteger IDS = new AtomicInteger();

    static StackFrame of(StackTraceElement element, CellLine line, @Nullable DebugFrame known) {
        return new StackFrame(
                IDS.incrementAndGet(),
                name(element),
                line,
                known == null ? List.of() : known.locals(),
                known != null);
    }

    /** The method as its author knows it. */
    private static String name(StackTraceElement element) {
        String method = element.getMethodName();
        if (Pieces.contains(method)) {
            return "cell";
        }
        String owner = TypeText.unwrapped(element.getClassName()).replace('$', '.');
        String shown =
                method.startsWith("lambda$") ? "lambda" : method.equals("<init>") ? "new" : method;
        return owner.isEmpty() ? shown : owner + "." + shown;
    }
}
