package dev.mantissa.magics.table;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.kernel.display.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Makes tables of finished texts; columns of numbers, with or without units, stand to the right.
 */
public final class Grids {
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+−]?(\\d+(\\.\\d+)?(e-?\\d+)?|∞|NaN)(\\s?(%|×|[a-zA-Zµ/]{1,8}))?|[–—…]|");

    private Grids() {}

    /**
     * A table.
     *
     * @throws IllegalArgumentException if a row has more or fewer cells than there are headers
     */
    public static Grid of(List<String> headers, List<List<String>> rows) {
        for (List<String> row : rows) {
            if (row.size() != headers.size()) {
                throw new IllegalArgumentException(
                        "a row has %d cells, the table has %d columns: %s"
                                .formatted(row.size(), headers.size(), row));
            }
        }
        List<List<String>> cells = rows.stream().map(Grids::oneLine).toList();
        List<Boolean> numeric =
                IntStream.range(0, headers.size()).mapToObj(c -> isNumeric(cells, c)).toList();
        return new Grid(oneLine(headers), cells, numeric, cells.size());
    }

    /** As {@link #of}; of a long table the first and last rows with dots between them. */
    public static Grid of(List<String> headers, List<List<String>> rows, int most) {
        if (rows.size() <= most) {
            return of(headers, rows);
        }
        int half = (most - 1) / 2;
        List<List<String>> some = new ArrayList<>(rows.subList(0, half));
        some.add(Collections.nCopies(headers.size(), "…"));
        some.addAll(rows.subList(rows.size() - half, rows.size()));
        return of(headers, some);
    }

    private static boolean isNumeric(List<List<String>> rows, int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }

    private static List<String> oneLine(List<String> cells) {
        return cells.stream()
                .map(c ->
                        VisibleText.of(c.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ')))
                .toList();
    }
}
