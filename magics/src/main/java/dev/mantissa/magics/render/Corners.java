package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The corner values of an array, as a table with the numbers of its rows and columns. */
final class Corners {
    private static final int MOST_ROWS = 8;
    private static final int MOST_COLUMNS = 8;
    private static final long GAP = -1;

    private final long[] shape;
    private final Values values;

    /** Gives the value at an index, one number per axis. */
    interface Values {
        double at(long... index);
    }

    Corners(long[] shape, Values values) {
        this.shape = shape.clone();
        this.values = values;
    }

    /** The table: of a vector one row, of more than two axes the first matrix. */
    Grid grid() {
        int rank = shape.length;
        long rows = rank < 2 ? 1 : shape[rank - 2];
        long columns = rank == 0 ? 1 : shape[rank - 1];
        long[] down = some(rows, MOST_ROWS);
        long[] across = some(columns, MOST_COLUMNS);
        List<String> headers = new ArrayList<>();
        headers.add(rank < 2 ? "" : "row");
        LongStream.of(across).forEach(c -> headers.add(c == GAP ? "…" : Long.toString(c)));
        List<List<String>> cells = new ArrayList<>();
        for (long r : down) {
            List<String> line = new ArrayList<>();
            line.add(rank < 2 ? "" : r == GAP ? "…" : Long.toString(r));
            for (long c : across) {
                line.add(r == GAP || c == GAP ? "…" : Significant.of(value(r, c), 5));
            }
            cells.add(line);
        }
        return Grids.of(headers, cells);
    }

    /** Which part it is: empty for all of a matrix or vector. */
    String which() {
        return shape.length <= 2 ? "" : " · shown: [" + "0, ".repeat(shape.length - 2) + ":, :]";
    }

    private double value(long row, long column) {
        long[] index = new long[shape.length];
        if (shape.length > 0) {
            index[shape.length - 1] = column;
        }
        if (shape.length > 1) {
            index[shape.length - 2] = row;
        }
        return values.at(index);
    }

    private static long[] some(long length, int most) {
        if (length <= most) {
            return LongStream.range(0, length).toArray();
        }
        int half = (most - 1) / 2;
        return IntStream.rangeClosed(0, 2 * half)
                .mapToLong(i -> i < half ? i : i == half ? GAP : length - (2L * half + 1 - i))
                .toArray();
    }
}
