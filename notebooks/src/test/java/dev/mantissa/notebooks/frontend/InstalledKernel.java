package dev.mantissa.notebooks.frontend;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.notebooks.Executed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kernel of this build, made known to the Jupyter programs of one test. */
final class InstalledKernel {
    static final String NAME = Notebook.KERNEL;

    private InstalledKernel() {}

    /** Writes the kernelspec, and the arguments of both processes, into a test's own folder. */
    static void into(FrontEndHome home) {
        List<Path> jars = jars(Executed.folder().resolveSibling("magics/target/dist/lib"));
        Path dist = home.folder().resolve("dist");
        try {
            Files.createDirectory(dist);
            write(
                    dist.resolve("java.args"),
                    "--add-modules jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseParallelGC",
                    "-Djava.awt.headless=true",
                    "-Dmantissa.home=\"" + home.folder() + "\"",
                    "-cp " + path(jars, name -> true));
            write(
                    dist.resolve("kernel.args"),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx128m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Duser.home=\"" + home.folder() + "\"",
                    "-Dmantissa.dist=\"" + dist + "\"",
                    "-cp "
                            + path(
                                    jars,
                                    name ->
                                            name.matches(
                                                    "(mantissa-kernel|jeromq|gson|jspecify)-.*")));
            Path spec = Files.createDirectories(home.data().resolve("kernels").resolve(NAME));
            write(spec.resolve("kernel.json"), spec(dist).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars(Path lib) {
        if (!Files.isDirectory(lib)) {
            throw Tools.missing("no jars in magics/target/dist/lib; 'mvn verify' makes them");
        }
        try (Stream<Path> all = Files.list(lib)) {
            // Mantissa's own classes come first: they replace some of a library.
            return all.sorted(
                            Comparator.comparing((Path p) ->
                                            !p.getFileName().toString().startsWith("mantissa-"))
                                    .thenComparing(p -> p))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(List<Path> jars, Predicate<String> wanted) {
        return jars.stream()
                .filter(p -> wanted.test(p.getFileName().toString()))
                .map(Path::toString)
                .collect(Collectors.joining(":", "\"", "\""));
    }

    private static JsonObject spec(Path dist) {
        JsonArray command = new JsonArray();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + dist.resolve("kernel.args"));
        command.add("dev.mantissa.kernel.KernelMain");
        command.add("{connection_file}");
        JsonObject spec = new JsonObject();
        spec.add("argv", command);
        spec.addProperty("display_name", "Java (Mantissa)");
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        return spec;
    }

    private static void write(Path file, String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
