package dev.mantissa.kernel.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Java with cells separated by lines {@code // %%}, as editors know them. {@code // %% [markdown]}
 * begins a cell of text in comments; {@code tags=["parameters"]} gives a cell tags; a magic may
 * stand behind {@code //} so that the file stays valid Java.
 */
final class PercentCells {
    private static final Pattern MARK = Pattern.compile("^//\\s*%%(?:\\s+(?<title>\\S.*)|\\s*)$");
    private static final Pattern TAGS = Pattern.compile("tags\\s*=\\s*\\[([^]]*)]");
    private static final Pattern MAGIC = Pattern.compile("^//\\s*(%{1,2}[a-zA-Z].*)$");

    private PercentCells() {}

    static boolean isMarked(String text) {
        return text.lines().anyMatch(l -> MARK.matcher(l).matches());
    }

    static List<NotebookCell> read(String text) {
        List<NotebookCell> cells = new ArrayList<>();
        String title = "";
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher mark = MARK.matcher(line);
            if (mark.matches()) {
                add(cells, title, lines);
                title = mark.group("title") == null ? "" : mark.group("title");
                lines.clear();
            } else {
                lines.add(line);
            }
        }
        add(cells, title, lines);
        return cells;
    }

    private static void add(List<NotebookCell> cells, String title, List<String> lines) {
        String id = "cell-" + (cells.size() + 1);
        if (title.contains("[markdown]") || title.contains("[md]")) {
            cells.add(NotebookCell.of(id, NotebookCell.Type.MARKDOWN, uncommented(lines)));
            return;
        }
        String code =
                lines.stream()
                        .map(l -> MAGIC.matcher(l).replaceFirst("$1"))
                        .collect(Collectors.joining("\n"))
                        .strip();
        if (!code.isEmpty()) {
            cells.add(NotebookCell.tagged(id, code, tags(title)));
        }
    }

    private static List<String> tags(String title) {
        Matcher m = TAGS.matcher(title);
        return m.find()
                ? Arrays.stream(m.group(1).split(","))
                        .map(t -> t.replaceAll("[\"'\\s]", ""))
                        .filter(t -> !t.isEmpty())
                        .toList()
                : List.of();
    }

    private static String uncommented(List<String> lines) {
        return lines.stream()
                .map(l -> l.replaceFirst("^\\s*(//|/\\*+|\\*/|\\*(?=\\s|$)) ?", ""))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
