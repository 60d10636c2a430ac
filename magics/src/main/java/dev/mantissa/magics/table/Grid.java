package dev.mantissa.magics.table;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of finished texts, written as aligned plain text or as static HTML. A column whose every
 * cell is a number (with or without a unit) is aligned to the right.
 *
 * @param headers one per column
 * @param rows each as long as {@code headers}
 */
public record Grid(List<String> headers, List<List<String>> rows) {
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+−]?(\\d+(\\.\\d+)?(e-?\\d+)?|∞|NaN)(\\s?(%|×|[a-zA-Zµ/]{1,8}))?"
                            + "|[–—…]|");

    public Grid {
        headers = List.copyOf(headers);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != headers.size()) {
                throw new IllegalArgumentException(
                        "a row has "
                                + row.size()
                                + " cells, the table has "
                                + headers.size()
                                + " columns: "
                                + row);
            }
        }
    }

    /** Columns padded with blanks, a rule under the headers, no blanks at line ends. */
    public String text() {
        int columns = headers.size();
        int[] width = new int[columns];
        boolean[] right = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            right[c] = isNumeric(c);
            width[c] = TextWidth.cells(headers.get(c));
            for (List<String> row : rows) {
                width[c] = Math.max(width[c], TextWidth.cells(oneLine(row.get(c))));
            }
        }
        StringBuilder out = new StringBuilder();
        line(out, headers, width, right);
        StringBuilder rule = new StringBuilder();
        for (int c = 0; c < columns; c++) {
            rule.append(c == 0 ? "" : "  ").append("─".repeat(width[c]));
        }
        out.append(rule).append('\n');
        for (List<String> row : rows) {
            line(out, row, width, right);
        }
        return out.substring(0, out.length() - 1);
    }

    /** An HTML table, escaped, without script or outside reference. */
    public String html() {
        StringBuilder out = new StringBuilder("<table><thead><tr>");
        boolean[] right = new boolean[headers.size()];
        for (int c = 0; c < right.length; c++) {
            right[c] = isNumeric(c);
            cell(out, "th", headers.get(c), right[c]);
        }
        out.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            out.append("<tr>");
            for (int c = 0; c < right.length; c++) {
                cell(out, "td", row.get(c), right[c]);
            }
            out.append("</tr>");
        }
        return out.append("</tbody></table>").toString();
    }

    /** Text made safe inside HTML or XML; characters that XML forbids become U+FFFD. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\'' -> out.append("&#39;");
                        default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
                    }
                });
        return out.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c >= 0x20 && c < 0xD800
                || c >= 0xE000 && c < 0xFFFE
                || c >= 0x10000;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    private static void cell(StringBuilder out, String tag, String text, boolean right) {
        out.append('<').append(tag).append(" style=\"text-align:");
        out.append(right ? "right;font-variant-numeric:tabular-nums" : "left").append("\">");
        out.append(escape(text)).append("</").append(tag).append('>');
    }

    private static void line(StringBuilder out, List<String> cells, int[] width, boolean[] right) {
        int start = out.length();
        for (int c = 0; c < width.length; c++) {
            String text = oneLine(cells.get(c));
            String pad = " ".repeat(width[c] - TextWidth.cells(text));
            out.append(c == 0 ? "" : "  ").append(right[c] ? pad + text : text + pad);
        }
        int end = out.length();
        while (end > start && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n');
    }

    private static String oneLine(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : c)
                .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
        return out.toString();
    }
}
