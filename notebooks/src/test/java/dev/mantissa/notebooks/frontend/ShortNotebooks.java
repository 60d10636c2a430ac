package dev.mantissa.notebooks.frontend;

import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.notebooks.Executed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies of this module's notebooks that take seconds, and notebooks made up for a test. */
final class ShortNotebooks {
    private ShortNotebooks() {}

    /** The names of the notebooks that there are. */
    static List<String> names() {
        return Executed.files().stream().map(p -> p.getFileName().toString()).toList();
    }

    /**
     * Writes a copy whose parameters are those that the notebook names for tests; {@code
     * -Dmantissa.notebooks=full} leaves the notebook's own.
     */
    static Path copy(String name, Path folder) {
        Notebook notebook = Executed.read(Executed.folder().resolve(name));
        Map<String, String> values =
                "full".equals(System.getProperty("mantissa.notebooks"))
                        ? Map.of()
                        : Executed.shortParameters(notebook);
        List<NotebookCell> cells =
                notebook.cells().stream()
                        .map(c -> c.tags().contains("parameters") ? with(values, c) : c)
                        .toList();
        return write(new Notebook(notebook.metadata(), cells), folder.resolve(name));
    }

    /** Writes a notebook of code cells. */
    static Path make(String name, Path folder, String... sources) {
        List<NotebookCell> cells =
                Arrays.stream(sources)
                        .map(s -> NotebookCell.of("", NotebookCell.Type.CODE, s))
                        .toList();
        return write(Notebook.of(cells), folder.resolve(name));
    }

    private static NotebookCell with(Map<String, String> values, NotebookCell cell) {
        String source = cell.source();
        for (var value : values.entrySet()) {
            Matcher declared =
                    Pattern.compile("\\b(" + value.getKey() + "\\s*=)[^;]*;").matcher(source);
            source =
                    declared.replaceFirst("$1 " + Matcher.quoteReplacement(value.getValue()) + ";");
        }
        return new NotebookCell(
                cell.id(), cell.type(), source, cell.metadata(), List.of(), null, null);
    }

    private static Path write(Notebook notebook, Path file) {
        try {
            notebook.write(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
