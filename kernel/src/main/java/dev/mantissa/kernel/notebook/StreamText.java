package dev.mantissa.kernel.notebook;

import java.util.regex.Pattern;

/** What a cell printed: of more than a million characters the middle is left out. */
final class StreamText {
    private static final int LIMIT = 1_000_000;
    private static final int HEAD = 600_000;
    private static final int TAIL = 200_000;

    /** All of a line up to its last carriage return, which a terminal would have overwritten. */
    private static final Pattern OVERWRITTEN = Pattern.compile("(?m)^[^\\n]*\\r(?=[^\\r\\n])");

    private final StringBuilder text = new StringBuilder();
    private long left;

    void append(String more) {
        text.append(more);
        if (text.length() > LIMIT) {
            int cut = text.length() - TAIL;
            left += cut - HEAD;
            text.delete(HEAD, cut);
        }
    }

    String text() {
        String whole =
                left == 0
                        ? text.toString()
                        : text.substring(0, HEAD)
                                + "\n… (%,d characters left out) …\n".formatted(left)
                                + text.substring(HEAD);
        return whole.indexOf('\r') < 0 ? whole : OVERWRITTEN.matcher(whole).replaceAll("");
    }
}
