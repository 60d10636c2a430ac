package dev.mantissa.magics.install;

import dev.mantissa.kernel.session.CompilerAccess;
import dev.mantissa.kernel.worker.WorkerCommand;
import dev.mantissa.lib.engine.VectorModule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder from which the program runs: jars in {@code lib}, a file of JVM arguments for each of
 * its two processes, and their AOT caches. The arguments name absolute paths.
 *
 * @param folder absolute
 */
public record Distribution(Path folder) {
    /** The system property that names the folder to the program that runs from it. */
    public static final String PROPERTY = "mantissa.dist";

    /** The front door of Jupyter: answers its messages and starts the process of the cells. */
    public static final String KERNEL_MAIN = "dev.mantissa.kernel.KernelMain";

    static final String LIBRARY = "lib";
    static final String JAVA_CACHE = "mantissa.aot";
    static final String KERNEL_CACHE = "kernel.aot";
    private static final String OURS = "mantissa-";
    private static final String UNCACHED = "picocli-";

    /** What the kernel process needs; it starts the sooner, the less it has to open. */
    private static final List<String> KERNEL_JARS =
            List.of("mantissa-kernel-", "jeromq-", "gson-", "jspecify-");

    /** A cache that no longer fits costs time; that is nothing to be told on standard output. */
    private static final String NO_CACHE_LOG = "-Xlog:aot=off,cds=off";

    public Distribution {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The one that this program runs from; none if it was not started by the launcher. */
    public static Optional<Distribution> current() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Path::of)
                .filter(f -> Files.isDirectory(f.resolve(LIBRARY)))
                .map(Distribution::new);
    }

    /** Arguments of the program and of the process that runs cells. */
    public Path javaArguments() {
        return folder.resolve("java.args");
    }

    /** Arguments of the process that speaks with Jupyter. */
    public Path kernelArguments() {
        return folder.resolve("kernel.args");
    }

    public Path javaCache() {
        return folder.resolve(JAVA_CACHE);
    }

    public Path kernelCache() {
        return folder.resolve(KERNEL_CACHE);
    }

    /**
     * Our own jars first: a class of theirs that has the name of another's wins. Then those whose
     * old classes no AOT cache keeps: a start looks for them in all jars before them.
     */
    public List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(LIBRARY))) {
            return files.filter(f -> f.toString().endsWith(".jar"))
                    .sorted(
                            Comparator.<Path, Boolean>comparing(f -> !isOurs(f))
                                    .thenComparing(f -> !starts(f, UNCACHED))
                                    .thenComparing(Path::getFileName))
                    .toList();
        }
    }

    /** Writes both files of arguments for the place where the folder lies now. */
    public void writeArguments() throws IOException {
        writeArguments(folder);
    }

    /**
     * @param place where the folder is to be moved
     */
    void writeArguments(Path place) throws IOException {
        List<Path> jars = jars();
        Files.writeString(
                javaArguments(), ArgumentFile.of(javaArguments(place, classPath(place, jars))));
        List<Path> few = jars.stream().filter(Distribution::isForKernel).toList();
        Files.writeString(
                kernelArguments(),
                ArgumentFile.of(
                        kernelArguments(
                                place, classPath(place, few), Files.isRegularFile(kernelCache()))));
    }

    private static List<String> javaArguments(Path place, String classPath) {
        List<String> arguments = new ArrayList<>(CompilerAccess.options());
        arguments.addAll(
                List.of(
                        VectorModule.EXPORT,
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        WorkerCommand.COLLECTOR,
                        // A twentieth of the time may go to collections. The JVM's own hundredth
                        // makes it keep the garbage of a thousand cells: 2 GB instead of 0.4.
                        "-XX:GCTimeRatio=19",
                        "-Djava.awt.headless=true",
                        NO_CACHE_LOG,
                        property(place),
                        "-cp",
                        classPath));
        return arguments;
    }

    private static List<String> kernelArguments(Path place, String classPath, boolean cached) {
        List<String> arguments = new ArrayList<>(kernelOptions());
        if (cached) {
            arguments.add("-XX:AOTCache=" + place.resolve(KERNEL_CACHE));
            arguments.add(NO_CACHE_LOG);
        }
        arguments.add(property(place));
        arguments.add("-cp");
        arguments.add(classPath);
        return arguments;
    }

    /** A small process that waits most of the time: small heap, no second compiler. */
    private static List<String> kernelOptions() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                // At the start, the worker has better uses for the second core.
                "-XX:CompileThresholdScaling=5",
                // It reads no serialised objects, wherever they come from.
                "-Djdk.serialFilter=!*",
                "-Djdk.reflect.useNativeAccessorOnly=true",
                "--enable-native-access=ALL-UNNAMED");
    }

    /** The kernel's arguments while its cache is made, which can't be used and made at once. */
    List<String> kernelTraining() throws IOException {
        List<Path> few = jars().stream().filter(Distribution::isForKernel).toList();
        List<String> arguments = new ArrayList<>(kernelOptions());
        arguments.addAll(List.of(property(folder), "-cp", classPath(folder, few)));
        return arguments;
    }

    private static String property(Path place) {
        return "-D" + PROPERTY + "=" + place;
    }

    private static String classPath(Path place, List<Path> jars) {
        return jars.stream()
                .map(jar -> place.resolve(LIBRARY).resolve(jar.getFileName()).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What stands in the class path of the arguments and is not there. */
    public List<Path> missingJars() throws IOException {
        List<String> arguments = ArgumentFile.parse(Files.readString(javaArguments()));
        String classPath = arguments.get(arguments.indexOf("-cp") + 1);
        return Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> !Files.isReadable(jar))
                .toList();
    }

    private static boolean isForKernel(Path jar) {
        return KERNEL_JARS.stream().anyMatch(jar.getFileName().toString()::startsWith);
    }

    static boolean isOurs(Path jar) {
        return starts(jar, OURS);
    }

    private static boolean starts(Path jar, String name) {
        return jar.getFileName().toString().startsWith(name);
    }
}
