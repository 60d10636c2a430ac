package dev.mantissa.kernel.session;

import java.util.ArrayList;
import java.util.List;

/** Replacements made in a text, and the way back from positions after them to those before. */
final class Edits {
    private record Edit(int start, int end, String with) {}

    private final List<Edit> edits = new ArrayList<>();

    /** Adds a replacement; they come in rising order. */
    void replace(int start, int end, String with) {
        edits.add(new Edit(start, end, with));
    }

    String apply(String text) {
        if (edits.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Edit e : edits) {
            out.append(text, at, e.start()).append(e.with());
            at = e.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    /** The position before the replacements of one after them. */
    int original(int position) {
        int shift = 0;
        for (Edit e : edits) {
            int start = e.start() + shift;
            if (position < start) {
                break;
            }
            if (position < start + e.with().length()) {
                return e.start();
            }
            shift += e.with().length() - (e.end() - e.start());
        }
        return position - shift;
    }
}
