package dev.mantissa.magics.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** Which library a jar is, whatever its version: by its file name and by what Maven left in it. */
final class JarIdentity {
    private static final Pattern VERSIONED = Pattern.compile("(.+?)-\\d.*\\.jar");
    private static final Pattern POM = Pattern.compile("META-INF/maven/([^/]+/[^/]+)/pom\\.xml");

    private JarIdentity() {}

    /** True if both are jars of one library, in the same or in different versions. */
    static boolean same(Path a, Path b) {
        Optional<String> name = artifact(a);
        if (name.isEmpty() || !name.equals(artifact(b))) {
            return false;
        }
        Set<String> left = coordinates(a, name.get());
        Set<String> right = coordinates(b, name.get());
        // A jar that Maven left no trace in is known by its name alone; one with the trace of
        // another group beside its own has that library under other packages.
        return left.isEmpty() || right.isEmpty() || left.equals(right);
    }

    private static Optional<String> artifact(Path jar) {
        Matcher versioned = VERSIONED.matcher(ClassPath.name(jar));
        return versioned.matches() ? Optional.of(versioned.group(1)) : Optional.empty();
    }

    private static Set<String> coordinates(Path jar, String artifact) {
        if (!Files.isRegularFile(jar)) {
            return Set.of();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .map(POM::matcher)
                    .filter(Matcher::matches)
                    .map(m -> m.group(1))
                    .filter(c -> c.endsWith("/" + artifact))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }
}
