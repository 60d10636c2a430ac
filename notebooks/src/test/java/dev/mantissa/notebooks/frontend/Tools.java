package dev.mantissa.notebooks.frontend;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The programs that these tests drive; where CI is true, none may be missing. */
final class Tools {
    private Tools() {}

    /**
     * Where a program is.
     *
     * @param debianPackage which installs it
     */
    static Path program(String name, String debianPackage) {
        return inPath(name)
                .orElseThrow(() ->
                        missing(
                                "no %s in PATH; apt-get install %s"
                                        .formatted(name, debianPackage)));
    }

    /** A Python that can import a module: often the first in PATH is another than Debian's. */
    static Path pythonWith(FrontEndHome home, String module, String debianPackage) {
        Stream<Path> pythons =
                Stream.concat(inPath("python3").stream(), Stream.of(Path.of("/usr/bin/python3")));
        return pythons.filter(Files::isExecutable)
                .filter(p -> home.run(List.of(p.toString(), "-c", "import " + module)).ok())
                .findFirst()
                .orElseThrow(() ->
                        missing(
                                "no Python with %s; apt-get install %s"
                                        .formatted(module, debianPackage)));
    }

    /** Ends the test: it is skipped, or fails where everything has to be run. */
    static AssertionError missing(String what) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            return fail("CI is true, but a test could not be run: " + what);
        }
        // Surefire's summary counts what was skipped, without the reason.
        System.out.println("[WARNING] not run: " + what);
        return Assumptions.abort("not run: " + what);
    }

    private static Optional<Path> inPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
