package dev.mantissa.kernel.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The cells that may have declared something, for the case that their process is lost. */
final class EarlierCells {
    /** Of more code than people type the oldest is forgotten. */
    private static final int MOST_CHARS = 1 << 20;

    private final Deque<String> cells = new ArrayDeque<>();
    private int chars;

    synchronized void add(String code) {
        boolean declares = code.contains("import") || code.contains("{");
        if (!declares || code.length() > MOST_CHARS) {
            return;
        }
        cells.add(code);
        chars += code.length();
        while (chars > MOST_CHARS) {
            chars -= cells.remove().length();
        }
    }

    /** The oldest first. */
    synchronized List<String> all() {
        return List.copyOf(cells);
    }

    synchronized void forget() {
        cells.clear();
        chars = 0;
    }
}
