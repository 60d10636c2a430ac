package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %jars}: jar files for the cells that follow. */
public final class JarsMagic implements Magic {
    private final ClassPath classPath;

    public JarsMagic(ClassPath classPath) {
        this.classPath = classPath;
    }

    @Override
    public String name() {
        return "jars";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "adds jar files to the class path";
    }

    @Override
    public String help() {
        return """
        %jars PATH …        jar files, stars allowed: %jars lib/*.jar ~/tools.jar
        %jars               the jars added so far\
        """;
    }

    @Override
    public String example() {
        return "%jars";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        if (line.words().isEmpty()) {
            List<String> names = classPath.added().stream().map(Path::toString).toList();
            Say.line(
                    context,
                    names.isEmpty()
                            ? "No jars added yet. %jars lib/*.jar adds some; %classpath shows all."
                            : String.join("\n", names));
            return null;
        }
        List<Path> files = new ArrayList<>();
        for (String word : line.words()) {
            List<Path> found =
                    Globs.expand(word).stream().filter(f -> f.toString().endsWith(".jar")).toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        ("%s: no jar file at '%s', looked from %s. Give the path of a .jar file,"
                                        + " stars allowed: %%jars lib/*.jar (for a library from a"
                                        + " Maven repository: %%maven GROUP:ARTIFACT:VERSION)")
                                .formatted(Say.typed(line), word, Path.of("").toAbsolutePath()));
            }
            files.addAll(found);
        }
        Say.line(context, classPath.add(files, context.session()));
        return ClassPath.valueOf(files, context);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, f -> f.toString().endsWith(".jar"));
    }
}
