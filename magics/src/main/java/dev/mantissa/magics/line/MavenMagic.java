package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.magics.maven.MavenResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %maven}: libraries from Maven repositories. */
public final class MavenMagic implements Magic {
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
        if (line.words().isEmpty()) {
            throw Mistake.usage(
                    "%maven",
                    "no artifact named.",
                    "%maven GROUP:ARTIFACT:VERSION, for example"
                            + " %maven org.apache.commons:commons-math3:3.6.1");
        }
        List<Path> files;
        try {
            files = resolver.resolve(line.words(), text -> Say.line(context, text));
        } catch (IllegalArgumentException e) {
            throw Mistake.in("%maven", e);
        }
        Say.line(context, classPath.add(files, context.session()));
        return null;
    }
}
