package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.notebook.AtomicFile;
import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code %save}: cells into a file. */
public final class SaveMagic implements Magic {
    private static final List<String> ENDINGS = List.of(".ipynb", ".java", ".jsh");

    @Override
    public String name() {
        return "save";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "writes cells of this session into a file";
    }

    @Override
    public String help() {
        return """
        %save FILE           every cell of the session
        %save FILE 2 4-6     these cells
        %save -f FILE        also if the file is there already

        The name says what it becomes: .ipynb a notebook, .java or .jsh cells between lines
        of // %%. %run FILE runs it again.\
        """;
    }

    @Override
    public String example() {
        return "int kept = 1;\n%save -f kept.jsh 1-\nFiles.delete(Path.of(\"kept.jsh\"));";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        List<String> words = line.words().stream().filter(w -> !w.equals("-f")).toList();
        if (words.isEmpty()) {
            throw Mistake.usage(Say.typed(line), "a file is needed.", "%save FILE CELLS");
        }
        Path file = Path.of(Globs.home(words.getFirst()));
        String name = ClassPath.name(file);
        if (ENDINGS.stream().noneMatch(name::endsWith)) {
            throw new IllegalArgumentException(
                    "%s: what '%s' should become is not clear. End the name with one of: %s."
                            .formatted(Say.typed(line), name, String.join(", ", ENDINGS)));
        }
        if (Files.exists(file) && !line.words().contains("-f")) {
            throw new IllegalArgumentException(
                    "%s: '%s' is there already. %%save -f %s replaces it."
                            .formatted(Say.typed(line), file, words.getFirst()));
        }
        SortedMap<Integer, String> chosen =
                CellRanges.choose(
                        Say.typed(line),
                        words.subList(1, words.size()),
                        context.session().inputs());
        if (name.endsWith(".ipynb")) {
            notebook(chosen).write(file);
        } else {
            AtomicFile.write(file, script(chosen));
        }
        Say.line(context, "Wrote %d cells to %s.".formatted(chosen.size(), file.toAbsolutePath()));
        return null;
    }

    private static Notebook notebook(SortedMap<Integer, String> cells) {
        List<NotebookCell> all = new ArrayList<>();
        cells.forEach((number, code) ->
                all.add(NotebookCell.of("cell-" + number, NotebookCell.Type.CODE, code)));
        return Notebook.of(all).withKernel();
    }

    private static String script(SortedMap<Integer, String> cells) {
        return cells.values().stream()
                .map(code -> "// %%\n" + code.strip() + "\n")
                .collect(Collectors.joining("\n"));
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, f -> ENDINGS.stream().anyMatch(f.toString()::endsWith));
    }
}
