package dev.mantissa.kernel.session;

/** Shows an exception that ends a thread of a cell under that cell, without internal frames. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
    private final SnippetEngine engine;

    UncaughtExceptions(SnippetEngine engine) {
        this.engine = engine;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
        if (e instanceof CellStop) {
            return;
        }
        CellError error = engine.errors().of(e);
        System.err.println(
                "Exception in thread \"%s\"%n%s"
                        .formatted(thread.getName(), String.join("\n", error.lines())));
    }
}
