package dev.mantissa.kernel.session;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Jars that cells see before this program's own, for the compiler and for the JVM. */
final class PreferredJars {
    private final SnippetLoader loader;
    private final List<String> paths = new CopyOnWriteArrayList<>();

    PreferredJars(SnippetLoader loader) {
        this.loader = loader;
    }

    /**
     * @return false, and nothing done, if cells use classes of its packages already
     */
    boolean add(Path jar) {
        try {
            boolean free = loader.prefer(jar.toUri().toURL(), packages(jar));
            if (free) {
                paths.add(jar.toAbsolutePath().toString());
            }
            return free;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> packages(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    /** A class path with these before all else. */
    String before(String classPath) {
        List<String> all = new ArrayList<>(paths);
        for (String path : classPath.split(Pattern.quote(File.pathSeparator))) {
            if (!paths.contains(path)) {
                all.add(path);
            }
        }
        return String.join(File.pathSeparator, all);
    }
}
