package dev.mantissa.kernel.notebook;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A notebook in Jupyter's file format 4 (nbformat 4.0 to 4.5 are read, 4.5 is written).
 *
 * @param metadata its JSON metadata, not to be changed
 * @param cells in order, with unique ids
 */
public record Notebook(JsonObject metadata, List<NotebookCell> cells) {
    /** The name under which the kernel is installed. */
    public static final String KERNEL = "mantissa";

    /** Larger files are refused. */
    static final long MAX_BYTES = 512L << 20;

    public Notebook {
        cells = withUniqueIds(cells);
    }

    /** A notebook for this kernel. */
    public static Notebook of(List<NotebookCell> cells) {
        return new Notebook(new JsonObject(), cells).withKernel();
    }

    /**
     * Reads a notebook file.
     *
     * @throws NotebookFormatException if it is not a valid notebook
     * @throws IOException if it cannot be read
     */
    public static Notebook read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new NotebookFormatException(
                    name, "", "%,d bytes; at most %,d are read".formatted(size, MAX_BYTES));
        }
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), name);
    }

    /**
     * Reads the text of a notebook file.
     *
     * @param name of the file, for messages
     * @throws NotebookFormatException if it is not a valid notebook
     */
    public static Notebook parse(String json, String name) {
        return new NotebookReader(name).read(json);
    }

    /** The text of the file: nbformat 4.5, keys sorted, indented by one, a newline at the end. */
    public String toJson() {
        return NotebookWriter.write(this);
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, toJson());
    }

    /** A copy that names this kernel and its language. */
    public Notebook withKernel() {
        JsonObject copy = metadata.deepCopy();
        JsonObject spec = new JsonObject();
        spec.addProperty("display_name", "Java (Mantissa)");
        spec.addProperty("language", "java");
        spec.addProperty("name", KERNEL);
        copy.add("kernelspec", spec);
        JsonObject language = new JsonObject();
        language.addProperty("name", "java");
        language.addProperty("version", String.valueOf(Runtime.version().feature()));
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".jsh");
        language.addProperty("codemirror_mode", "java");
        language.addProperty("pygments_lexer", "java");
        copy.add("language_info", language);
        return new Notebook(copy, cells);
    }

    Notebook withCells(List<NotebookCell> newCells) {
        return new Notebook(metadata, newCells);
    }

    private static List<NotebookCell> withUniqueIds(List<NotebookCell> cells) {
        Set<String> seen = new HashSet<>();
        List<NotebookCell> unique = new ArrayList<>();
        for (NotebookCell cell : cells) {
            String id = cell.id().isEmpty() ? "cell-" + (unique.size() + 1) : cell.id();
            String stem = id.length() > 56 ? id.substring(0, 56) : id;
            for (int n = 2; !seen.add(id); n++) {
                id = stem + "-" + n;
            }
            unique.add(id.equals(cell.id()) ? cell : cell.withId(id));
        }
        return List.copyOf(unique);
    }
}
