package dev.mantissa.magics.table;

import dev.mantissa.kernel.display.VisibleText;
import java.util.List;
import java.util.regex.Pattern;

/** A table as HTML: escaped, without scripts, with its alignment in place. */
final class TableHtml {
    private static final Pattern FIGURE = Pattern.compile("\\d\\.\\d+e-\\d+");

    private TableHtml() {}

    static String of(Table table) {
        StringBuilder html = new StringBuilder("<div class=\"mantissa-report\">");
        html.append("<table>");
        if (!table.title().isEmpty()) {
            html.append("<caption style=\"caption-side:top;text-align:left;font-weight:bold\">");
            html.append(escape(table.title())).append("</caption>");
        }
        if (!table.rows().isEmpty() || !table.totals().isEmpty()) {
            html.append("<thead><tr>");
            table.columns().forEach(c -> cell(html, "th", c, c.name(), ""));
            html.append("</tr></thead><tbody>");
            table.rows().forEach(row -> row(html, table, row, ""));
            table.totals()
                    .forEach(
                            row -> row(html, table, row, ";border-top:1px solid;font-weight:bold"));
            html.append("</tbody>");
        }
        html.append("</table>");
        table.notes().forEach(n -> html.append("<p>").append(unbroken(escape(n))).append("</p>"));
        return html.append("</div>").toString();
    }

    private static void row(StringBuilder html, Table table, List<String> cells, String style) {
        html.append("<tr>");
        for (int c = 0; c < cells.size(); c++) {
            cell(html, "td", table.columns().get(c), cells.get(c), style);
        }
        html.append("</tr>");
    }

    private static void cell(
            StringBuilder html, String tag, Table.Column column, String text, String style) {
        html.append('<').append(tag).append(" style=\"text-align:");
        html.append(column.right() ? "right;white-space:nowrap" : "left");
        html.append(style).append("\">");
        html.append(escape(text)).append("</").append(tag).append('>');
    }

    /** Browsers break "2.15e-2" behind its hyphen. */
    private static String unbroken(String html) {
        return FIGURE.matcher(html).replaceAll("<span style=\"white-space:nowrap\">$0</span>");
    }

    private static String escape(String text) {
        return VisibleText.html(text).replace("\n", "<br>");
    }
}
