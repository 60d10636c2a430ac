package dev.mantissa.kernel.protocol;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a cell that prints without end from filling the notebook: after the first part all goes to
 * a file, and at the end the last lines are shown with its path.
 */
final class OutputLimit {
    private static final int SHOWN_CHARS = 4 << 20;
    private static final int TAIL_CHARS = 16 << 10;
    private static final double MEGA = 1e6;

    private final BiConsumer<Boolean, String> shown;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long printed;
    private boolean ended;
    private @Nullable Path file;
    private @Nullable Writer spool;

    OutputLimit(BiConsumer<Boolean, String> shown) {
        this.shown = shown;
    }

    synchronized void stream(boolean err, String text) {
        if (file != null) {
            keep(text);
            return;
        }
        int fits = fitting(text, (int) (SHOWN_CHARS - printed));
        if (fits > 0) {
            String part = text.substring(0, fits);
            printed += fits;
            if (!ended) {
                head.append(part);
            }
            shown.accept(err, part);
        }
        if (fits < text.length()) {
            openSpool();
            keep(text.substring(fits));
        }
    }

    /** How much of a text may be shown; a pair of surrogates stays together. */
    private static int fitting(String text, int room) {
        if (text.length() <= room) {
            return text.length();
        }
        return room > 0 && Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
    }

    private void keep(String text) {
        printed += text.length();
        if (spool != null) {
            try {
                spool.write(text);
            } catch (IOException e) {
                spoolFailed(e);
            }
        }
        tail.append(text);
        if (tail.length() > 2 * TAIL_CHARS) {
            tail.delete(0, tail.length() - TAIL_CHARS);
        }
    }

    private void openSpool() {
        try {
            file = SpoolFiles.create();
            spool = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            spool.append(head);
            shown.accept(
                    true,
                    "\nNote: more than %d MB were printed; the rest is written to %s, and its end is shown when the cell ends.\n"
                            .formatted(SHOWN_CHARS >> 20, file));
        } catch (IOException e) {
            spoolFailed(e);
        }
        forgetHead();
    }

    private void forgetHead() {
        head.setLength(0);
        head.trimToSize();
    }

    private void spoolFailed(IOException e) {
        spool = null;
        file = Path.of("");
        shown.accept(
                true,
                "\nNote: what is printed from here on is lost but for its end: no file could be written (%s).\n"
                        .formatted(e.getMessage()));
    }

    /** The cell has ended: nothing of what it printed is kept. Its threads may print more. */
    synchronized void end() {
        ended = true;
        forgetHead();
        if (file == null) {
            printed = 0;
            return;
        }
        try {
            if (spool != null) {
                spool.close();
            }
        } catch (IOException e) {
            spoolFailed(e);
        }
        int from = Math.max(0, tail.length() - TAIL_CHARS);
        shown.accept(false, "...\n" + tail.substring(from));
        shown.accept(
                true,
                String.format(
                        Locale.ROOT,
                        "Note: %.1f million characters were printed%s\n",
                        printed / MEGA,
                        spool == null ? "." : "; all of them are in " + file + "."));
        tail.setLength(0);
        tail.trimToSize();
        file = null;
        spool = null;
        printed = 0;
    }
}
