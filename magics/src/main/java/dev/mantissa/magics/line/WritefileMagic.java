package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.notebook.AtomicFile;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %%writefile}: a cell's text into a file. */
public final class WritefileMagic implements Magic {
    private static final List<String> APPEND = List.of("-a", "--append");

    @Override
    public String name() {
        return "writefile";
    }

    @Override
    public List<String> aliases() {
        return List.of("file");
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.CELL);
    }

    @Override
    public String summary() {
        return "writes the rest of the cell into a file";
    }

    @Override
    public String help() {
        return """
        %%writefile FILE        the text below becomes the file; one of that name is replaced
        %%writefile -a FILE     the text is added at its end\
        """;
    }

    @Override
    public String example() {
        return "%%writefile /tmp/mantissa-note.txt\none line";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws IOException {
        for (String word : line.words()) {
            if (word.startsWith("-") && !APPEND.contains(word)) {
                throw Mistake.unknown(
                        Say.typed(line),
                        "option",
                        word,
                        APPEND,
                        "Nothing was written. A file of such a name: ./" + word);
            }
        }
        boolean append = line.words().stream().anyMatch(APPEND::contains);
        List<String> files = line.words().stream().filter(w -> !APPEND.contains(w)).toList();
        if (files.size() != 1) {
            throw Mistake.usage(Say.typed(line), "one file is needed.", "%%writefile [-a] FILE");
        }
        Path file = Path.of(Globs.home(files.getFirst()));
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "%s: '%s' cannot be written: %s. Give a file in a folder that is there."
                            .formatted(
                                    Say.typed(line),
                                    file,
                                    Files.isDirectory(file)
                                            ? "it is a folder"
                                            : "there is no folder " + folder));
        }
        boolean there = Files.exists(file);
        String body = line.body() == null ? "" : line.body();
        String text = body.isEmpty() || body.endsWith("\n") ? body : body + "\n";
        if (append) {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            AtomicFile.write(file, text);
        }
        String what = !there ? "Wrote" : append ? "Added to" : "Replaced";
        Say.line(context, "%s %s.".formatted(what, file.toAbsolutePath()));
        return null;
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, f -> true);
    }
}
