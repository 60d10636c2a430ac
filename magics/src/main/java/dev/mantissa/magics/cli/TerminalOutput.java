package dev.mantissa.magics.cli;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import java.io.PrintWriter;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * A terminal as the output of cells: everything as text, progress rewritten in place, errors in
 * red.
 */
final class TerminalOutput implements CellOutput {
    private final Terminal terminal;
    private final LineReader reader;
    private final PrintWriter writer;

    /** The display that stands on the last line, so that its update can overwrite it. */
    private @Nullable String lastDisplay;

    private boolean atLineStart = true;

    TerminalOutput(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
        this.writer = terminal.writer();
    }

    @Override
    public synchronized void stream(boolean err, String text) {
        freshLineAfterProgress();
        writer.print(text);
        atLineStart = text.isEmpty() ? atLineStart : text.endsWith("\n");
        writer.flush();
    }

    @Override
    public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
        freshLineAfterProgress();
        String text = bundle.plain();
        if (displayId == null || text.contains("\n")) {
            line(text);
        } else {
            writer.print(text);
            writer.flush();
            atLineStart = false;
            lastDisplay = displayId;
        }
    }

    @Override
    public synchronized void updateDisplay(MimeBundle bundle, String displayId) {
        String text = bundle.plain();
        if (displayId.equals(lastDisplay)
                && !text.contains("\n")
                && !terminal.getType().startsWith("dumb")) {
            writer.print("\r\033[K" + text);
            writer.flush();
        } else {
            display(bundle, displayId);
        }
    }

    @Override
    public synchronized void result(int count, MimeBundle bundle) {
        freshLineAfterProgress();
        line(bundle.plain());
    }

    @Override
    public synchronized void error(CellError error) {
        freshLineAfterProgress();
        AttributedStringBuilder red = new AttributedStringBuilder();
        red.styled(
                AttributedStyle.DEFAULT.foreground(AttributedStyle.RED),
                String.join("\n", error.lines()));
        line(red.toAnsi(terminal));
    }

    @Override
    public void clear(boolean wait) {
        // What a terminal has shown stays: people scroll back.
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        try {
            return password ? reader.readLine(prompt, '*') : reader.readLine(prompt);
        } catch (UserInterruptException | EndOfFileException noAnswer) {
            throw new IOException("the input was ended", noAnswer);
        }
    }

    /** The next prompt starts on a line of its own. */
    synchronized void endCell() {
        freshLineAfterProgress();
        if (!atLineStart) {
            line("");
        }
    }

    private void freshLineAfterProgress() {
        if (lastDisplay != null) {
            lastDisplay = null;
            line("");
        }
    }

    private void line(String text) {
        writer.println(text);
        writer.flush();
        atLineStart = true;
    }
}
