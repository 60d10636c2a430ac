package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.session.LocalSession;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a session's code sees: the program's own jars, and those that magics added. */
public final class ClassPath {
    /** Libraries whose objects go to and fro between cells and Mantissa, and the way logs go. */
    private static final Pattern SHARED =
            Pattern.compile("(mantissa|nd4j|deeplearning4j|javacpp|openblas|slf4j|jcl)-");

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
     * Adds what is not there yet and says what happened. Of a library that Mantissa itself brings
     * cells get the version named here, unless Mantissa and cells share its objects, or cells use
     * the other version already.
     */
    String add(List<Path> files, LocalSession session) {
        ClassPathReport report = new ClassPathReport();
        List<Path> fresh = new ArrayList<>();
        for (Path file : files) {
            Path path = normal(file);
            if (isThere(path)) {
                report.there();
            } else if (add(path, session, report)) {
                fresh.add(path);
                added.add(path);
            }
        }
        List<String> lines = new ArrayList<>(report.lines());
        lines.addAll(JJavaExtensions.install(fresh));
        return String.join("\n", lines);
    }

    private boolean isThere(Path path) {
        return added.contains(path)
                || own.contains(path)
                || rivals(path).anyMatch(own -> name(own).equals(name(path)));
    }

    private boolean add(Path path, LocalSession session, ClassPathReport report) {
        Path rival = rivals(path).findFirst().orElse(null);
        if (rival == null) {
            session.addToClasspath(List.of(path));
            report.added(name(path));
        } else if (SHARED.matcher(name(rival)).lookingAt()) {
            report.shared(name(rival), name(path));
            return false;
        } else if (session.replaceOnClasspath(path)) {
            report.replaced(name(rival), name(path));
        } else {
            report.used(name(rival), name(path));
            return false;
        }
        return true;
    }

    /** The program's own jars of the same library. */
    private Stream<Path> rivals(Path file) {
        return own.stream().filter(o -> JarIdentity.same(o, file));
    }

    /** The files as texts, where code takes the value of a magic; else nothing to show. */
    static @Nullable List<String> valueOf(List<Path> files, MagicContext context) {
        return context.valueWanted()
                ? files.stream().map(p -> normal(p).toString()).toList()
                : null;
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
