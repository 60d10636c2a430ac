package dev.mantissa.magics.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shortens long tables. */
final class Rows {
    private Rows() {}

    /** All rows, or the first and last with a row of dots between them. */
    static List<List<String>> shortened(List<List<String>> rows, int most) {
        if (rows.size() <= most) {
            return rows;
        }
        int half = (most - 1) / 2;
        List<List<String>> out = new ArrayList<>(rows.subList(0, half));
        out.add(Collections.nCopies(rows.getFirst().size(), "…"));
        out.addAll(rows.subList(rows.size() - half, rows.size()));
        return out;
    }
}
