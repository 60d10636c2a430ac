package dev.mantissa.kernel.magic;

import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.kernel.session.CellRun;

/**
 * Magics of one's own, from a cell: {@code Magics.register("greet", (line, ctx) -> "Hello " +
 * line.text())}, then {@code %greet you}.
 */
public final class Magics {
    private Magics() {}

    /** Adds a magic to the session of the present cell; one of the same name is replaced. */
    public static void register(String name, MagicFunction function) {
        register(name, "A magic of this notebook.", function);
    }

    /** Adds a magic with a line of help. */
    public static void register(String name, String summary, MagicFunction function) {
        register(new FunctionMagic(name, summary, function));
    }

    /** Adds a magic to the session of the present cell; one of the same name is replaced. */
    public static void register(Magic magic) {
        CellRun run = CellContext.current().map(CellContext::run).orElse(null);
        if (run == null) {
            throw new IllegalStateException(
                    "Magics.register: no cell runs in this thread ("
                            + Thread.currentThread().getName()
                            + "). Call it from a cell.");
        }
        run.magics().register(magic);
    }
}
