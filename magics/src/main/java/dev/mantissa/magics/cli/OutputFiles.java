package dev.mantissa.magics.cli;

import dev.mantissa.kernel.notebook.AtomicFile;
import dev.mantissa.kernel.notebook.HtmlReport;
import dev.mantissa.kernel.notebook.Notebook;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's results go.
 *
 * @param source the notebook or script that is run
 * @param notebook null for nowhere
 * @param report null for nowhere
 */
record OutputFiles(Path source, @Nullable Path notebook, @Nullable Path report) {

    /**
     * @param html what {@code --html} was given; empty for a report beside the source
     */
    static OutputFiles of(Path source, @Nullable Path out, @Nullable String html) {
        if (html == null || !html.isEmpty()) {
            return new OutputFiles(source, out, html == null ? null : Path.of(html));
        }
        return new OutputFiles(source, out, source.resolveSibling(baseName(source) + ".html"));
    }

    boolean any() {
        return notebook != null || report != null;
    }

    /**
     * Told before anything runs, not after the last cell.
     *
     * @throws IllegalArgumentException if a file cannot be written, or would replace another
     */
    void check() {
        if (notebook != null) {
            checkKind("--out", notebook, ".ipynb", "an executed notebook");
            checkWritable("--out", notebook);
        }
        if (report != null) {
            checkKind("--html", report, ".html", "a report");
            checkWritable("--html", report);
        }
    }

    /**
     * Writes what was asked for; one that fails does not keep the other from being written.
     *
     * @return whether all were written
     */
    boolean write(Notebook executed, PrintStream told) {
        boolean all = true;
        if (notebook != null) {
            all = written(notebook, executed.toJson(), told);
        }
        if (report != null) {
            String html = HtmlReport.of(executed, baseName(source), About.facts());
            all = written(report, html, told) && all;
        }
        return all;
    }

    private static boolean written(Path target, String text, PrintStream told) {
        try {
            AtomicFile.write(target, text);
            told.println("wrote " + target);
            return true;
        } catch (IOException trouble) {
            told.println("cannot write " + FileTrouble.described(trouble));
            rescue(target, text, told);
            return false;
        }
    }

    /** What took long to compute is kept where there is room. */
    private static void rescue(Path target, String text, PrintStream told) {
        try {
            Path kept =
                    Files.createTempDirectory("mantissa-").resolve(target.getFileName().toString());
            Files.writeString(kept, text);
            told.println("kept in " + kept + " instead");
        } catch (IOException trouble) {
            told.println("nor could it be kept in " + FileTrouble.described(trouble));
        }
    }

    private static void checkKind(String option, Path target, String ending, String what) {
        if (!String.valueOf(target.getFileName()).endsWith(ending)) {
            throw new IllegalArgumentException(
                    "%s %s: %s is written to a name that ends in %s; nothing else is overwritten."
                            .formatted(option, target, what, ending));
        }
    }

    private static void checkWritable(String option, Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "%s %s: there is no folder %s; create it or give another path."
                            .formatted(option, target, folder));
        }
        if (Files.isDirectory(target)) {
            throw new IllegalArgumentException(
                    "%s %s: this is a folder; name a file in it.".formatted(option, target));
        }
        try {
            // Asking for permission is not enough: some file systems take no files at all.
            Files.delete(Files.createTempFile(folder, ".mantissa-", ".tmp"));
        } catch (IOException trouble) {
            throw new IllegalArgumentException(
                    "%s %s: nothing can be written in %s (%s); give another path."
                            .formatted(option, target, folder, FileTrouble.reason(trouble)));
        }
    }

    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
