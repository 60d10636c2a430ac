package dev.mantissa.magics.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table as aligned text; the widest columns of words wrap so that a usual terminal holds it. */
final class TableText {
    private static final int WIDEST_TABLE = 110;
    private static final int NARROWEST_WRAP = 30;
    private static final String GAP = "  ";

    private final Table table;
    private final int[] widths;

    private TableText(Table table) {
        this.table = table;
        this.widths =
                IntStream.range(0, table.columns().size()).map(c -> width(table, c)).toArray();
        int excess = total() - WIDEST_TABLE;
        while (excess > 0 && shrinkWidest(excess)) {
            excess = total() - WIDEST_TABLE;
        }
    }

    private int total() {
        return IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
    }

    /** Makes the widest column of words narrower; false if none can be. */
    private boolean shrinkWidest(int excess) {
        int widest = -1;
        int second = NARROWEST_WRAP;
        for (int c = 0; c < widths.length; c++) {
            if (table.columns().get(c).right()) {
                continue;
            }
            if (widest < 0 || widths[c] > widths[widest]) {
                second = widest < 0 ? second : Math.max(second, widths[widest]);
                widest = c;
            } else {
                second = Math.max(second, widths[c]);
            }
        }
        if (widest < 0 || widths[widest] <= NARROWEST_WRAP) {
            return false;
        }
        // down to the next widest first, then both by turns
        int least = second < widths[widest] ? second : widths[widest] - 1;
        widths[widest] = Math.max(Math.max(least, NARROWEST_WRAP), widths[widest] - excess);
        return true;
    }

    static String of(Table table) {
        return new TableText(table).text();
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        if (!table.title().isEmpty()) {
            lines.add(table.title());
        }
        if (!table.rows().isEmpty() || !table.totals().isEmpty()) {
            addRow(lines, table.columns().stream().map(Table.Column::name).toList());
            lines.add(rule());
            table.rows().forEach(row -> addRow(lines, row));
        }
        if (!table.totals().isEmpty()) {
            lines.add(rule());
            table.totals().forEach(row -> addRow(lines, row));
        }
        table.notes().forEach(note -> lines.addAll(wrap(note, 96)));
        return String.join("\n", lines);
    }

    private String rule() {
        return String.join(GAP, IntStream.of(widths).mapToObj("─"::repeat).toArray(String[]::new));
    }

    private void addRow(List<String> lines, List<String> cells) {
        List<List<String>> wrapped =
                IntStream.range(0, widths.length)
                        .mapToObj(c -> wrap(cells.get(c), widths[c]))
                        .toList();
        int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
        for (int i = 0; i < height; i++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                List<String> parts = wrapped.get(c);
                String part = i < parts.size() ? parts.get(i) : "";
                String pad = " ".repeat(Math.max(0, widths[c] - TextWidth.cells(part)));
                line.append(c == 0 ? "" : GAP);
                line.append(table.columns().get(c).right() ? pad + part : part + pad);
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    private static int width(Table table, int column) {
        int widest = TextWidth.cells(table.columns().get(column).name());
        List<List<String>> all = new ArrayList<>(table.rows());
        all.addAll(table.totals());
        for (List<String> row : all) {
            for (String part : wrap(row.get(column), Integer.MAX_VALUE)) {
                widest = Math.max(widest, TextWidth.cells(part));
            }
        }
        return widest;
    }

    /** Lines of {@code width} characters at most, broken at blanks where there are any. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            String rest = paragraph;
            while (rest.length() > width) {
                int blank = rest.lastIndexOf(' ', width);
                int cut = blank > width / 3 ? blank : width;
                cut -= Character.isLowSurrogate(rest.charAt(cut)) ? 1 : 0;
                lines.add(rest.substring(0, cut).stripTrailing());
                rest = rest.substring(cut).stripLeading();
            }
            lines.add(rest);
        }
        return lines;
    }
}
