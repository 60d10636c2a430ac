package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.LocalSession;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session's code sees: the program's own jars, and those that magics added. */
public final class ClassPath {
    private final List<Path> own;
    private final List<Path> added = new ArrayList<>();

    /** The class path of this process. */
    public ClassPath() {
        this.own =
                Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(ClassPath::normal)
                        .toList();
    }

    List<Path> own() {
        return own;
    }

    List<Path> added() {
        return List.copyOf(added);
    }

    /**
     * Adds what is not there yet and says what happened. A library that Mantissa itself brings, in
     * whatever version, stays as it is: two versions side by side would break both.
     */
    String add(List<Path> files, LocalSession session) {
        List<Path> fresh = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Path file : files) {
            Path path = normal(file);
            Optional<Path> rival = rival(path);
            if (rival.isPresent() && !name(rival.get()).equals(name(path))) {
                kept.add("%s (instead of %s)".formatted(name(rival.get()), name(path)));
            } else if (rival.isEmpty() && !added.contains(path) && !own.contains(path)) {
                fresh.add(path);
            }
        }
        session.addToClasspath(fresh);
        added.addAll(fresh);
        return report(files.size(), fresh, kept);
    }

    /** The files as texts, where code takes the value of a magic; else nothing to show. */
    static @Nullable List<String> valueOf(List<Path> files, MagicContext context) {
        return context.valueWanted()
                ? files.stream().map(p -> normal(p).toString()).toList()
                : null;
    }

    private static String report(int all, List<Path> fresh, List<String> kept) {
        StringBuilder text = new StringBuilder();
        if (fresh.isEmpty()) {
            text.append("Nothing to add: what is needed is on the class path already.");
        } else {
            text.append("Added to the class path: ");
            text.append(String.join(", ", fresh.stream().map(ClassPath::name).toList()));
            int there = all - fresh.size() - kept.size();
            text.append(there == 0 ? "." : "; %d already there.".formatted(there));
        }
        if (!kept.isEmpty()) {
            text.append("\nKept the version that Mantissa itself uses: ");
            text.append(String.join(", ", kept)).append('.');
        }
        return text.toString();
    }

    /** The program's own jar of the same library, if it has one. */
    private Optional<Path> rival(Path file) {
        return own.stream().filter(o -> JarIdentity.same(o, file)).findFirst();
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path normal(String path) {
        return normal(Path.of(path));
    }
}
