package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.kernel.notebook.SourceFiles;
import dev.mantissa.lib.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A script, notebook or Java file whose cells run in this session. */
final class LoadedFile {
    /** In the order in which a name without an ending is tried. */
    private static final List<String> KINDS =
            List.of(".ipynb", ".jsh", ".jshell", ".java", ".ijava");

    /** Cells belong to no package. */
    private static final Pattern PACKAGE = Pattern.compile("(?m)^(\\s*)package\\s+[\\w.]+\\s*;");

    private LoadedFile() {}

    static boolean isKnown(Path file) {
        return KINDS.stream().anyMatch(file.toString()::endsWith);
    }

    /**
     * The file of that name, its ending left out or not.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Path find(MagicLine line, String name) {
        String path = Globs.home(name);
        return Stream.concat(Stream.of(""), KINDS.stream())
                .map(ending -> Path.of(path + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> missing(line, Path.of(path)));
    }

    private static IllegalArgumentException missing(MagicLine line, Path file) {
        return new IllegalArgumentException(
                "%s: there is no file '%s', looked from %s.%s Give the path of a .jsh, .java or .ipynb file."
                        .formatted(
                                Say.typed(line),
                                file,
                                Path.of("").toAbsolutePath(),
                                neighbour(file)));
    }

    private static String neighbour(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (var files = Files.list(folder)) {
            List<String> names =
                    files.map(ClassPath::name).filter(n -> isKnown(Path.of(n))).toList();
            return Suggestion.hint(ClassPath.name(file), names);
        } catch (IOException e) {
            return "";
        }
    }

    /** Runs its cells one after another and gives what the last one gave. */
    static @Nullable Object run(MagicLine line, Path file, MagicContext context) throws Exception {
        Object last = null;
        for (NotebookCell cell : read(line, file).cells()) {
            if (cell.isCode() && !cell.source().isBlank()) {
                last = context.run(PACKAGE.matcher(cell.source()).replaceFirst("$1"));
            }
        }
        return last;
    }

    private static Notebook read(MagicLine line, Path file) throws IOException {
        try {
            return SourceFiles.read(file);
        } catch (IllegalArgumentException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }
}
