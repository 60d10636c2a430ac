package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.kernel.display.VisibleText;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tablesaw tables: static, escaped; of a long one the first and last rows. */
final class TablesawRenderer implements Renderer<Table> {
    private static final int MOST_ROWS = 30;
    private static final int MOST_COLUMNS = 24;
    private static final int HALF = 10;

    @Override
    public String typeName() {
        return "tech.tablesaw.api.Table";
    }

    @Override
    public MimeBundle render(Table table) {
        Grid grid = grid(table);
        String caption =
                "%s (%,d row%s × %,d column%s)"
                        .formatted(
                                table.name() == null || table.name().isBlank()
                                        ? "table"
                                        : VisibleText.of(table.name()),
                                table.rowCount(),
                                table.rowCount() == 1 ? "" : "s",
                                table.columnCount(),
                                table.columnCount() == 1 ? "" : "s");
        return MimeBundle.text(caption + "\n" + grid.text())
                .with(MimeBundle.HTML, "<p>" + VisibleText.html(caption) + "</p>" + grid.html());
    }

    private static Grid grid(Table table) {
        int shown = Math.min(table.columnCount(), MOST_COLUMNS);
        boolean more = table.columnCount() > shown;
        List<String> headers = new ArrayList<>();
        List<Boolean> numeric = new ArrayList<>();
        for (Column<?> column : table.columns().subList(0, shown)) {
            headers.add(VisibleText.of(column.name()));
            numeric.add(column instanceof NumberColumn);
        }
        List<List<String>> rows = new ArrayList<>();
        boolean all = table.rowCount() <= MOST_ROWS;
        for (int r = 0; r < table.rowCount(); r++) {
            if (!all && r == HALF) {
                rows.add(dots(shown, more));
                r = table.rowCount() - HALF;
            }
            rows.add(row(table, r, shown, more));
        }
        if (more) {
            headers.add("…");
            numeric.add(false);
        }
        return new Grid(headers, rows, numeric, rows.size());
    }

    private static List<String> row(Table table, int r, int shown, boolean more) {
        List<String> cells = new ArrayList<>();
        for (int c = 0; c < shown; c++) {
            Column<?> column = table.column(c);
            String text = column.isMissing(r) ? "" : column.getString(r);
            cells.add(VisibleText.of(text.replace('\n', ' ').replace('\r', ' ')));
        }
        if (more) {
            cells.add("…");
        }
        return cells;
    }

    private static List<String> dots(int shown, boolean more) {
        return java.util.Collections.nCopies(shown + (more ? 1 : 0), "…");
    }
}
