package dev.mantissa.kernel.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Words and figures of kernels, by rows: the figures as medians with the extremes. */
final class ComparisonTable {
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> words = new LinkedHashMap<>();

    void figure(String kernel, String row, double value) {
        figures.computeIfAbsent(row, r -> new LinkedHashMap<>())
                .computeIfAbsent(kernel, k -> new ArrayList<>())
                .add(value);
    }

    void word(String kernel, String row, String value) {
        words.computeIfAbsent(row, r -> new LinkedHashMap<>()).put(kernel, value);
    }

    /** A table in Markdown, a column for each kernel in the order of the first figures. */
    String markdown() {
        List<String> names = List.copyOf(figures.values().iterator().next().keySet());
        StringBuilder table = new StringBuilder();
        table.append(row("", names)).append("|---").append("|---".repeat(names.size()));
        table.append("|\n");
        words.forEach((row, values) ->
                table.append(
                        row(row, names.stream().map(n -> values.getOrDefault(n, "-")).toList())));
        figures.forEach((row, values) ->
                table.append(
                        row(
                                row,
                                names.stream()
                                        .map(n -> spread(values.getOrDefault(n, List.of())))
                                        .toList())));
        return table.toString();
    }

    private static String row(String name, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + name + " | ", " |\n"));
    }

    private static String spread(List<Double> values) {
        if (values.isEmpty()) {
            return "-";
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        String text = number(sorted[sorted.length / 2]);
        return sorted[0] == sorted[sorted.length - 1]
                ? text
                : "%s (%s-%s)"
                        .formatted(text, number(sorted[0]), number(sorted[sorted.length - 1]));
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) || value >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f" : value < 10 ? "%.2f" : "%.1f", value);
    }
}
