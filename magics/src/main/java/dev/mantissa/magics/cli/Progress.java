package dev.mantissa.magics.cli;

import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.kernel.notebook.RunListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line per cell on the terminal: which, how long, how it begins. */
record Progress(PrintStream out) implements RunListener {
    private static final int WIDTH = 60;

    @Override
    public void started(int number, int total, NotebookCell cell) {
        out.printf(Locale.ROOT, "[%2d/%d] %-" + WIDTH + "s", number, total, firstLine(cell));
        out.flush();
    }

    @Override
    public void finished(int number, int total, NotebookCell cell, Duration elapsed, boolean ok) {
        out.printf(Locale.ROOT, " %6.1f s%s%n", elapsed.toMillis() / 1000.0, ok ? "" : "  FAILED");
        out.flush();
    }

    private static String firstLine(NotebookCell cell) {
        String line =
                cell.source()
                        .lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty() && !l.startsWith("//"))
                        .findFirst()
                        .orElse("");
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
