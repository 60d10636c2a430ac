package dev.mantissa.kernel.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads whatever can be run as a notebook: {@code .ipynb}, {@code .java}, {@code .jsh}. */
public final class SourceFiles {
    private SourceFiles() {}

    /**
     * The notebook in a file. {@code .java} is read as percent cells, {@code .jsh} and {@code
     * .jshell} as a script, or as percent cells if it has a line {@code // %%}.
     *
     * @throws IllegalArgumentException for another kind of file, or one that is not valid
     * @throws IOException if it cannot be read
     */
    public static Notebook read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".ipynb")) {
            return Notebook.read(file);
        }
        if (!isScript(file) && !name.endsWith(".java")) {
            throw new IllegalArgumentException(
                    "%s: this kind of file cannot be run. Give a notebook (.ipynb), a script (.jsh) or Java with cells marked by // %%%% (.java)."
                            .formatted(file));
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        text = text.replace("\r\n", "\n");
        boolean percent = name.endsWith(".java") || PercentCells.isMarked(text);
        return Notebook.of(percent ? PercentCells.read(text) : ScriptCells.read(text));
    }

    /** Whether the file is a script, whose output goes straight to the terminal. */
    public static boolean isScript(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".jsh") || name.endsWith(".jshell") || name.endsWith(".ijava");
    }
}
