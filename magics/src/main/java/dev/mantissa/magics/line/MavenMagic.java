package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.magics.maven.MavenResolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %maven}: libraries from Maven repositories. */
public final class MavenMagic implements Magic {
    private static final String USAGE =
            "%maven GROUP:ARTIFACT:VERSION, for example %maven org.apache.commons:commons-math3:3.6.1";

    private final MavenResolver resolver;
    private final ClassPath classPath;

    public MavenMagic(MavenResolver resolver, ClassPath classPath) {
        this.resolver = resolver;
        this.classPath = classPath;
    }

    @Override
    public String name() {
        return "maven";
    }

    @Override
    public List<String> aliases() {
        return List.of("addMavenDependencies", "addMavenDependency");
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "adds libraries from Maven repositories, with all that they need";
    }

    @Override
    public String help() {
        return """
        %maven GROUP:ARTIFACT:VERSION …
        %maven … --exclude GROUP:ARTIFACT      without this one; a star stands for any

        Fetches what is not in the local repository yet (~/.m2/repository, or where your
        Maven settings say); mirrors, proxies and credentials of ~/.m2/settings.xml hold.
        More places to look: %mavenRepo ID URL.\
        """;
    }

    @Override
    public String example() {
        return "%maven org.jspecify:jspecify:1.0.1\norg.jspecify.annotations.NullMarked.class";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        List<String> wanted = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        for (Iterator<String> words = line.words().iterator(); words.hasNext(); ) {
            String word = words.next();
            if (!word.equals("--exclude")) {
                wanted.add(word);
            } else if (words.hasNext()) {
                excluded.add(words.next());
            } else {
                throw Mistake.usage(Say.typed(line), "nothing behind --exclude.", USAGE);
            }
        }
        if (wanted.isEmpty()) {
            throw Mistake.usage(Say.typed(line), "no artifact named.", USAGE);
        }
        List<Path> files;
        try {
            files = resolver.resolve(wanted, excluded, text -> Say.line(context, text));
        } catch (IllegalArgumentException e) {
            throw Mistake.in("%maven", e);
        }
        Say.line(context, classPath.add(files, context.session()));
        return ClassPath.valueOf(files, context);
    }
}
