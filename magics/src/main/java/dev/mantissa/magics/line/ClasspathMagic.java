package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.magics.table.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %classpath}: what the code of the session can see. */
public final class ClasspathMagic implements Magic {
    private final ClassPath classPath;

    public ClasspathMagic(ClassPath classPath) {
        this.classPath = classPath;
    }

    @Override
    public String name() {
        return "classpath";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "shows the class path, or adds folders and jars to it";
    }

    @Override
    public String help() {
        return """
        %classpath           what is on the class path
        %classpath PATH …    adds folders of classes and jars: %classpath target/classes\
        """;
    }

    @Override
    public String example() {
        return "%classpath";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        if (line.words().isEmpty()) {
            Say.show(context, table());
            return null;
        }
        List<Path> files = new ArrayList<>();
        for (String word : line.words()) {
            List<Path> found =
                    Globs.expand(word).stream()
                            .filter(f -> Files.isDirectory(f) || f.toString().endsWith(".jar"))
                            .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s: no folder or jar at '%s', looked from %s. Give a folder of classes or a .jar file that exists."
                                .formatted(Say.typed(line), word, Path.of("").toAbsolutePath()));
            }
            files.addAll(found);
        }
        Say.line(context, classPath.add(files, context.session()));
        return ClassPath.valueOf(files, context);
    }

    private Table table() {
        Table.Builder table = Table.titled("").left("entry", "folder", "from");
        classPath.added().forEach(p -> row(table, p, "added in this session"));
        classPath.own().forEach(p -> row(table, p, "Mantissa"));
        return table.build();
    }

    private static void row(Table.Builder table, Path path, String from) {
        table.row(ClassPath.name(path), String.valueOf(path.getParent()), from);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, f -> f.toString().endsWith(".jar"));
    }
}
