package dev.mantissa.magics.line;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cells by number: {@code 3}, {@code 2-5}, {@code 7-}. */
final class CellRanges {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,8})(-(\\d{1,8})?)?");

    private CellRanges() {}

    /**
     * Those of the cells that one of the ranges names; all if there are no ranges.
     *
     * @param typed the magic as typed, for messages
     * @throws IllegalArgumentException for what is no range, or a range without any cell
     */
    static SortedMap<Integer, String> choose(
            String typed, List<String> ranges, SortedMap<Integer, String> cells) {
        if (ranges.isEmpty()) {
            return cells;
        }
        SortedMap<Integer, String> chosen = new TreeMap<>();
        for (String range : ranges) {
            Matcher m = RANGE.matcher(range);
            if (!m.matches()) {
                throw new IllegalArgumentException(
                        "%s: '%s' is no cell. Give numbers and ranges: 3, 2-5, 7-."
                                .formatted(typed, range));
            }
            int first = Integer.parseInt(m.group(1));
            int last = first;
            if (m.group(2) != null) {
                last = m.group(3) == null ? Integer.MAX_VALUE - 1 : Integer.parseInt(m.group(3));
            }
            SortedMap<Integer, String> found =
                    first > last ? new TreeMap<>() : cells.subMap(first, last + 1);
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s: no cell %s was run in this session. There are: %s."
                                .formatted(typed, range, known(cells)));
            }
            chosen.putAll(found);
        }
        return chosen;
    }

    private static String known(SortedMap<Integer, String> cells) {
        return cells.isEmpty() ? "none" : cells.firstKey() + " to " + cells.lastKey();
    }
}
