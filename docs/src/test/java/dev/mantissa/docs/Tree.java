package dev.mantissa.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project. */
final class Tree {
    static final List<String> MODULES =
            List.of("lib", "kernel", "datasets", "magics", "notebooks", "docs");

    private Tree() {}

    /** The folder with the parent pom. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isRegularFile(folder.resolve("lib/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("run the tests from a folder of the project");
        }
        return folder;
    }

    /** Every Java file below {@code module/src/part}, {@code part} being main or test. */
    static List<Path> sources(String module, String part) {
        Path folder = root().resolve(module).resolve("src").resolve(part).resolve("java");
        return Files.isDirectory(folder) ? files(folder, ".java") : List.of();
    }

    /** README.md, CONTRIBUTING.md and every page in docs. */
    static List<Path> pages() {
        List<Path> docs = files(root().resolve("docs"), ".md");
        return Stream.concat(
                        Stream.of(root().resolve("README.md"), root().resolve("CONTRIBUTING.md")),
                        docs.stream())
                .toList();
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.toString().endsWith(ending))
                    .filter(p -> !folder.relativize(p).toString().contains("target"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
