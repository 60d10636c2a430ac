package dev.mantissa.kernel.display;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises collections that are tables and reads their cells. */
final class Tabular {
    private static final int ROWS = 60;
    private static final int COLUMNS = 30;
    private static final int CELL = 80;

    private Tabular() {}

    static Optional<Grid> grid(Object value) {
        return switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> Optional.of(ofMap(map));
            case Collection<?> c -> ofRows(c, c.size());
            case Object[] array -> ofRows(Arrays.asList(array), array.length);
            default -> Optional.empty();
        };
    }

    private static Grid ofMap(Map<?, ?> map) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map.Entry<?, ?> e : map.entrySet()) {
            if (rows.size() == ROWS) {
                break;
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("key", e.getKey());
            row.put("value", e.getValue());
            rows.add(row);
        }
        return build(rows, map.size());
    }

    private static Optional<Grid> ofRows(Collection<?> values, int total) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Iterator<?> elements = values.iterator();
        while (elements.hasNext() && rows.size() < ROWS) {
            Map<String, @Nullable Object> row = row(elements.next());
            if (row == null || row.isEmpty()) {
                return Optional.empty();
            }
            rows.add(row);
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(build(rows, total));
    }

    private static @Nullable Map<String, @Nullable Object> row(@Nullable Object element) {
        if (element instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            map.forEach((k, v) -> row.put(ValueText.line(k, CELL), v));
            return row;
        }
        return element instanceof Record record ? components(record) : null;
    }

    private static @Nullable Map<String, @Nullable Object> components(Record record) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                row.put(component.getName(), component.getAccessor().invoke(record));
            } catch (InvocationTargetException e) {
                row.put(
                        component.getName(),
                        "failed: " + ValueText.describe(e.getTargetException()));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        }
        return row;
    }

    private static Grid build(List<Map<String, @Nullable Object>> rows, int total) {
        Set<String> all = new LinkedHashSet<>();
        rows.forEach(r -> all.addAll(r.keySet()));
        List<String> shown = all.stream().limit(COLUMNS).toList();
        List<Boolean> numeric = new ArrayList<>();
        shown.forEach(h -> numeric.add(rows.stream().allMatch(r -> isNumber(r, h))));
        List<List<String>> cells = new ArrayList<>();
        rows.forEach(r -> cells.add(new ArrayList<>(shown.stream().map(h -> cell(r, h)).toList())));
        List<String> headers = new ArrayList<>(shown);
        int left = all.size() - shown.size();
        if (left > 0) {
            headers.add("… %,d more columns".formatted(left));
            numeric.add(false);
            cells.forEach(row -> row.add("…"));
        }
        return new Grid(headers, cells, numeric, total);
    }

    private static boolean isNumber(Map<String, @Nullable Object> row, String header) {
        Object value = row.get(header);
        return value instanceof Number || value == null;
    }

    private static String cell(Map<String, @Nullable Object> row, String header) {
        return row.containsKey(header) ? ValueText.line(row.get(header), CELL) : "";
    }
}
