package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.magics.maven.MavenResolver;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code %mavenRepo}: where {@code %maven} looks. */
public final class MavenRepoMagic implements Magic {
    private static final String USAGE =
            "%mavenRepo ID URL, for example %mavenRepo jitpack https://jitpack.io";
    private final MavenResolver resolver;

    public MavenRepoMagic(MavenResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String name() {
        return "mavenRepo";
    }

    @Override
    public List<String> aliases() {
        return List.of("addMavenRepo");
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE);
    }

    @Override
    public String summary() {
        return "adds a Maven repository for %maven, or lists them";
    }

    @Override
    public String help() {
        return """
        %mavenRepo           where %maven looks
        %mavenRepo ID URL    also looks there from now on\
        """;
    }

    @Override
    public String example() {
        return "%mavenRepo";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) {
        List<String> words = line.words();
        if (!words.isEmpty()) {
            if (words.size() != 2) {
                throw Mistake.usage(Say.typed(line), "an id and an address are needed.", USAGE);
            }
            resolver.addRepository(words.getFirst(), checked(line, words.get(1)));
        }
        Say.line(context, "%maven looks in: " + String.join(", ", resolver.repositories()));
        return null;
    }

    private static String checked(MagicLine line, String url) {
        try {
            if (URI.create(url).getScheme() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below, like an address without a scheme
        }
        throw Mistake.usage(
                Say.typed(line),
                "'%s' is not an address; it begins with https:// or file://.".formatted(url),
                USAGE);
    }
}
