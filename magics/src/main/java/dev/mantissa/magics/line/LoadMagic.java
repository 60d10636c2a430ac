package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.kernel.notebook.SourceFiles;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %load}: runs a file here. */
public final class LoadMagic implements Magic {
    private static final List<String> KINDS = List.of(".jsh", ".jshell", ".java", ".ipynb");

    @Override
    public String name() {
        return "load";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "runs a script or notebook file in this session";
    }

    @Override
    public String help() {
        return """
        %load FILE      runs the file as if its text stood in this cell

        What it declares stays. Magics in it work too.\
        """;
    }

    @Override
    public String example() {
        return """
        Files.writeString(Path.of("greeting.jsh"), "var greeting = \\"hello\\";");
        %load greeting.jsh
        Files.delete(Path.of("greeting.jsh"));
        greeting\
        """;
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        if (line.words().size() != 1) {
            throw Mistake.usage(Say.typed(line), "one file is needed.", "%load FILE");
        }
        Path file = Path.of(Globs.home(line.words().getFirst()));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "%s: there is no file '%s', looked from %s.%s Give the path of a .jsh, .java or .ipynb file."
                            .formatted(
                                    Say.typed(line),
                                    file,
                                    Path.of("").toAbsolutePath(),
                                    neighbour(file)));
        }
        Object last = null;
        for (NotebookCell cell : read(line, file).cells()) {
            if (cell.isCode() && !cell.source().isBlank()) {
                last = context.run(cell.source());
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

    private static String neighbour(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (var files = Files.list(folder)) {
            List<String> names =
                    files.map(ClassPath::name)
                            .filter(n -> KINDS.stream().anyMatch(n::endsWith))
                            .toList();
            return Suggestion.hint(ClassPath.name(file), names);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, f -> KINDS.stream().anyMatch(f.toString()::endsWith));
    }
}
