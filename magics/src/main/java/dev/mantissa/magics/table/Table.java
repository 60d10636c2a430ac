package dev.mantissa.magics.table;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report of a few columns and rows, with an optional total row and notes below.
 *
 * @param title stands above it
 * @param columns their names and alignment
 * @param rows as many cells each as there are columns
 * @param totals rows below the rule: sums of those above
 * @param notes sentences below the table
 */
public record Table(
        String title,
        List<Column> columns,
        List<List<String>> rows,
        List<List<String>> totals,
        List<String> notes)
        implements Displayable {

    /** A column; figures stand to the right. */
    public record Column(String name, boolean right) {}

    /** Starts one under this title. */
    public static Builder titled(String title) {
        return new Builder(VisibleText.of(title));
    }

    @Override
    public MimeBundle toBundle() {
        return MimeBundle.text(toString()).with(MimeBundle.HTML, TableHtml.of(this));
    }

    /** The rows as a table in Markdown, for documents. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(line(columns.stream().map(Column::name).toList()));
        text.append(line(columns.stream().map(c -> c.right() ? "--:" : "---").toList()));
        rows.forEach(row -> text.append(line(row)));
        totals.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Aligned plain text. */
    @Override
    public String toString() {
        return TableText.of(this);
    }

    /** Collects columns, rows and notes; what would steer a terminal is written out in them. */
    public static final class Builder {
        private final String title;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<String>> rows = new ArrayList<>();
        private final List<List<String>> totals = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        private Builder(String title) {
            this.title = title;
        }

        /** Columns of words. */
        public Builder left(String... names) {
            Arrays.stream(names)
                    .forEach(name -> columns.add(new Column(VisibleText.of(name), false)));
            return this;
        }

        /** Columns of figures. */
        public Builder right(String... names) {
            Arrays.stream(names)
                    .forEach(name -> columns.add(new Column(VisibleText.of(name), true)));
            return this;
        }

        /**
         * A row.
         *
         * @throws IllegalArgumentException if the number of cells is not that of the columns
         */
        public Builder row(Object... cells) {
            rows.add(checked(cells));
            return this;
        }

        /** A row below the rule, as for {@link #row}. */
        public Builder total(Object... cells) {
            totals.add(checked(cells));
            return this;
        }

        /** A sentence below the table. */
        public Builder note(String sentence) {
            notes.add(VisibleText.of(sentence));
            return this;
        }

        public Table build() {
            return new Table(
                    title,
                    List.copyOf(columns),
                    List.copyOf(rows),
                    List.copyOf(totals),
                    List.copyOf(notes));
        }

        private List<String> checked(Object... cells) {
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of %d cells in a table of %d columns"
                                .formatted(cells.length, columns.size()));
            }
            return Arrays.stream(cells).map(String::valueOf).map(VisibleText::of).toList();
        }
    }
}
