package dev.mantissa.kernel.protocol;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds installed kernels by name, where Jupyter looks for them on Linux. */
final class KernelSpecs {
    private KernelSpecs() {}

    /**
     * The specification of a kernel.
     *
     * @param word its name, or the path of its kernel.json
     * @throws IllegalArgumentException if there is none
     */
    static Path find(String word) {
        return Stream.concat(
                        Stream.of(Path.of(word)),
                        folders()
                                .map(f ->
                                        f.resolve("kernels").resolve(word).resolve("kernel.json")))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no kernel '%s': give the name of an installed one (jupyter kernelspec list), or the path of a kernel.json"
                                        .formatted(word)));
    }

    private static Stream<Path> folders() {
        String more = System.getenv().getOrDefault("JUPYTER_PATH", "");
        Path own = Path.of(System.getProperty("user.home"), ".local", "share", "jupyter");
        return Stream.concat(
                Stream.of(more.split(File.pathSeparator)).filter(p -> !p.isBlank()).map(Path::of),
                Stream.concat(
                        Stream.of(own),
                        Stream.of("/usr/local/share/jupyter", "/usr/share/jupyter").map(Path::of)));
    }

    /** The names or paths to look for, of those that a program was given. */
    static List<Path> findAll(List<String> words) {
        return words.stream().map(KernelSpecs::find).toList();
    }
}
