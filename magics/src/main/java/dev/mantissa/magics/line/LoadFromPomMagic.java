package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.magics.maven.MavenResolver;
import dev.mantissa.magics.maven.Pom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %loadFromPOM}: what a project of Maven needs. */
public final class LoadFromPomMagic implements Magic {
    private static final List<String> SCOPES =
            List.of("compile", "runtime", "provided", "system", "test", "import");

    private final MavenResolver resolver;
    private final ClassPath classPath;

    public LoadFromPomMagic(MavenResolver resolver, ClassPath classPath) {
        this.resolver = resolver;
        this.classPath = classPath;
    }

    @Override
    public String name() {
        return "loadFromPOM";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE, Kind.CELL);
    }

    @Override
    public String summary() {
        return "adds the libraries that a Maven project file names";
    }

    @Override
    public String help() {
        return """
        %loadFromPOM FILE [SCOPE …]    the dependencies of that pom.xml
        %%loadFromPOM [SCOPE …]        below: a <project>, or <dependency>, <repository> and other
                                       parts as they are copied from a page

        Scopes are compile, runtime, system and import unless others are named. Exclusions,
        properties, managed versions and parents hold as in Maven.\
        """;
    }

    @Override
    public String example() {
        return """
        %%loadFromPOM
        <dependency>
          <groupId>org.jspecify</groupId>
          <artifactId>jspecify</artifactId>
          <version>1.0.1</version>
        </dependency>\
        """;
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        Path folder = Files.createTempDirectory("mantissa-pom");
        try {
            List<String> words = line.words();
            Pom pom;
            if (line.body() != null) {
                pom = Pom.of(line.body(), folder);
            } else if (words.isEmpty()) {
                throw Mistake.usage(Say.typed(line), "a file is needed.", "%loadFromPOM pom.xml");
            } else {
                pom = Pom.read(existing(line, words.getFirst()));
                words = words.subList(1, words.size());
            }
            List<Path> files =
                    resolver.resolve(pom, scopes(line, words), text -> Say.line(context, text));
            Say.line(context, classPath.add(files, context.session()));
            return ClassPath.valueOf(files, context);
        } catch (IllegalArgumentException e) {
            String typed = Say.typed(line);
            throw String.valueOf(e.getMessage()).startsWith(typed) ? e : Mistake.in(typed, e);
        } finally {
            Files.deleteIfExists(folder.resolve("pom.xml"));
            Files.deleteIfExists(folder);
        }
    }

    private static Path existing(MagicLine line, String name) {
        Path file = Path.of(Globs.home(name));
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "%s: there is no file '%s', looked from %s. Give the path of a pom.xml."
                            .formatted(Say.typed(line), file, Path.of("").toAbsolutePath()));
        }
        return file;
    }

    private static Set<String> scopes(MagicLine line, List<String> named) {
        for (String scope : named) {
            if (!SCOPES.contains(scope)) {
                throw Mistake.unknown(
                        Say.typed(line), "scope", scope, SCOPES, "Usage: %%loadFromPOM [SCOPE …]");
            }
        }
        return named.isEmpty()
                ? Set.of("compile", "runtime", "system", "import")
                : Set.copyOf(named);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.paths(arguments, f -> f.toString().endsWith(".xml"));
    }
}
