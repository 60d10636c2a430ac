package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints output as plain text while it appears: streams as they are, results and displays a line
 * each, errors to standard error. Of a display that is updated, the first and the last state are
 * printed, the last when {@link #close closed}.
 */
public final class PrintingOutput implements CellOutput, AutoCloseable {
    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final Map<String, String> updated = new LinkedHashMap<>();
    private boolean midLine;

    public PrintingOutput(PrintStream out, PrintStream err, BufferedReader in) {
        this.out = out;
        this.err = err;
        this.in = in;
    }

    @Override
    public synchronized void stream(boolean toErr, String text) {
        (toErr ? err : out).print(text);
        (toErr ? err : out).flush();
        if (!toErr && !text.isEmpty()) {
            midLine = !text.endsWith("\n");
        }
    }

    @Override
    public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
        print(bundle.plain());
    }

    @Override
    public synchronized void updateDisplay(MimeBundle bundle, String displayId) {
        updated.put(displayId, bundle.plain());
    }

    @Override
    public synchronized void result(int count, MimeBundle bundle) {
        print(bundle.plain());
    }

    @Override
    public synchronized void error(CellError error) {
        close();
        error.lines().forEach(err::println);
        if (error.lines().isEmpty()) {
            err.println(error.name() + ": " + error.message());
        }
        err.flush();
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        out.print(prompt);
        out.flush();
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the standard input has ended");
        }
        return line;
    }

    /** Prints the last state of every display that was updated. */
    @Override
    public synchronized void close() {
        updated.values().forEach(this::print);
        updated.clear();
    }

    private void print(String text) {
        if (midLine) {
            out.println();
        }
        out.println(text);
        out.flush();
        midLine = false;
    }
}
