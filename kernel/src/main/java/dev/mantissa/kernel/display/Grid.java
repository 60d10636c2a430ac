package dev.mantissa.kernel.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small table of texts: what a list of records, a list of maps or a map is shown as.
 *
 * @param headers names of the columns
 * @param rows the cells, row by row, each row as long as {@code headers}
 * @param numeric which columns hold numbers, set to the right
 * @param total rows there are, {@code rows.size()} or more
 */
public record Grid(
        List<String> headers, List<List<String>> rows, List<Boolean> numeric, int total) {
    /** The table of a value, if it is of a tabular kind. */
    public static Optional<Grid> of(Object value) {
        return Tabular.grid(value);
    }

    /** Columns set under each other, for a terminal. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(headers));
        StringBuilder rule = new StringBuilder();
        for (int c = 0; c < headers.size(); c++) {
            rule.append(c == 0 ? "" : "  ").append("─".repeat(width(c)));
        }
        lines.add(rule.toString());
        rows.forEach(row -> lines.add(line(row)));
        if (total > rows.size()) {
            lines.add("… (%,d rows in all)".formatted(total));
        }
        return String.join("\n", lines);
    }

    private String line(List<String> cells) {
        StringBuilder out = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String pad = " ".repeat(width(c) - columns(cells.get(c)));
            out.append(c == 0 ? "" : "  ");
            out.append(numeric.get(c) ? pad + cells.get(c) : cells.get(c) + pad);
        }
        return out.toString().stripTrailing();
    }

    private int width(int column) {
        int width = columns(headers.get(column));
        for (List<String> row : rows) {
            width = Math.max(width, columns(row.get(column)));
        }
        return width;
    }

    /** Width in a terminal, where Chinese and Japanese letters take two columns. */
    private static int columns(String text) {
        return text.codePoints().map(c -> c >= 0x1100 && isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0x1F300 && c <= 0x1F64F
                || c >= 0x20000 && c <= 0x3FFFD;
    }

    /** A static table, everything escaped. */
    public String html() {
        StringBuilder out = new StringBuilder("<table class=\"mantissa\"><thead><tr>");
        for (int c = 0; c < headers.size(); c++) {
            cell(out, "th", c, headers.get(c));
        }
        out.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            out.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                cell(out, "td", c, row.get(c));
            }
            out.append("</tr>");
        }
        out.append("</tbody></table>");
        if (total > rows.size()) {
            out.append("<p>… (%,d rows in all)</p>".formatted(total));
        }
        return out.toString();
    }

    private void cell(StringBuilder out, String tag, int column, String text) {
        String side = numeric.get(column) ? "right" : "left";
        out.append('<').append(tag).append(" style=\"text-align:").append(side).append("\">");
        out.append(VisibleText.html(text)).append("</").append(tag).append('>');
    }
}
