package dev.mantissa.magics.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Paths with stars: {@code lib/*.jar}, {@code ~/jars/**.jar}. */
public final class Globs {
    private Globs() {}

    /** What there is under this path or pattern, sorted; nothing if there is none. */
    public static List<Path> expand(String pattern) {
        String text = home(pattern);
        int star = firstStar(text);
        if (star < 0) {
            return Files.exists(Path.of(text)) ? List.of(Path.of(text)) : List.of();
        }
        int slash = Math.max(text.lastIndexOf('/', star), text.lastIndexOf('\\', star));
        Path folder = Path.of(slash < 0 ? "." : slash == 0 ? "/" : text.substring(0, slash));
        String rest = text.substring(slash + 1);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(f -> matcher.matches(folder.relativize(f))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a leading tilde replaced by the person's folder. */
    public static String home(String path) {
        return path.equals("~") || path.startsWith("~/")
                ? System.getProperty("user.home") + path.substring(1)
                : path;
    }

    private static int firstStar(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[{".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
