package dev.mantissa.kernel.session;

/**
 * The run of Java lines around a cursor, magics above it left out.
 *
 * @param text from the line after the last magic to the cursor's line
 * @param cursor in {@code text}
 * @param start of {@code text} in the cell
 */
record JavaAt(String text, int cursor, int start) {
    static JavaAt of(String code, int cursor) {
        int start = 0;
        int at = 0;
        while (at < cursor) {
            int end = code.indexOf('\n', at);
            if (end < 0 || end >= cursor) {
                break;
            }
            if (code.substring(at, end).stripLeading().startsWith("%")) {
                start = end + 1;
            }
            at = end + 1;
        }
        return new JavaAt(code.substring(start), cursor - start, start);
    }
}
