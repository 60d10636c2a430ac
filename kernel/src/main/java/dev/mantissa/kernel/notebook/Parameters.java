package dev.mantissa.kernel.notebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts values from outside into a notebook, by papermill's convention: the cell tagged {@code
 * parameters} holds the defaults, a cell tagged {@code injected-parameters} after it the values.
 * Without a tagged cell the values come first.
 */
final class Parameters {
    static final String DEFAULTS = "parameters";
    static final String INJECTED = "injected-parameters";

    private Parameters() {}

    /**
     * The notebook with the values put in.
     *
     * @throws IllegalArgumentException if the tagged cell declares no such name, or the value does
     *     not fit the declared type
     */
    static Notebook inject(Notebook notebook, Map<String, String> values) {
        if (values.isEmpty()) {
            return notebook;
        }
        List<NotebookCell> cells = new ArrayList<>(notebook.cells());
        cells.removeIf(c -> c.isCode() && c.tags().contains(INJECTED));
        int tagged = 0;
        while (tagged < cells.size() && !isDefaults(cells.get(tagged))) {
            tagged++;
        }
        boolean found = tagged < cells.size();
        Map<String, String> types = found ? Declarations.of(cells.get(tagged).source()) : Map.of();
        StringBuilder code = new StringBuilder();
        values.forEach((name, value) -> {
            if (found) {
                checkKnown(name, types.keySet());
            }
            checkName(name);
            code.append(JavaLiteral.declaration(types.getOrDefault(name, "var"), name, value));
            code.append('\n');
        });
        String source = "// Parameters\n" + code.toString().stripTrailing();
        cells.add(found ? tagged + 1 : 0, NotebookCell.tagged(INJECTED, source, List.of(INJECTED)));
        return notebook.withCells(cells);
    }

    private static boolean isDefaults(NotebookCell cell) {
        return cell.isCode() && cell.tags().contains(DEFAULTS);
    }

    private static void checkName(String name) {
        if (!javax.lang.model.SourceVersion.isName(name) || name.contains(".")) {
            throw new IllegalArgumentException(
                    "-p %s: '%s' is no name of a Java variable. Use -p name=value, such as -p n=64."
                            .formatted(name, name));
        }
    }

    private static void checkKnown(String name, Set<String> known) {
        if (known.contains(name)) {
            return;
        }
        String nearest =
                known.stream()
                        .sorted(Comparator.comparingInt((String k) -> distance(name, k)))
                        .filter(k -> distance(name, k) <= 2)
                        .limit(3)
                        .map(k -> "'" + k + "'")
                        .collect(Collectors.joining(" or "));
        throw new IllegalArgumentException(
                "-p %s: the notebook has no parameter '%s'.%s Known: %s. They are declared in the cell tagged 'parameters'."
                        .formatted(
                                name,
                                name,
                                nearest.isEmpty() ? "" : " Did you mean " + nearest + "?",
                                known.isEmpty() ? "none" : String.join(", ", known)));
    }

    /** Letters to be added, left out or changed to get from one word to the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
