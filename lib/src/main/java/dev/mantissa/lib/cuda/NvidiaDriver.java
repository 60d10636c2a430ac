package dev.mantissa.lib.cuda;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this machine has of NVIDIA's, told by its files alone: nothing is loaded and no GPU woken.
 *
 * @param library the driver's user library (libcuda, nvcuda), if it is there
 * @param version of the kernel module, if it is loaded: "535.129.03"
 * @param gpus model names, as the kernel module gives them
 */
public record NvidiaDriver(Optional<Path> library, Optional<String> version, List<String> gpus) {
    private static final List<String> LIBRARIES =
            List.of(
                    "usr/lib/x86_64-linux-gnu/libcuda.so.1",
                    "usr/lib/aarch64-linux-gnu/libcuda.so.1",
                    "usr/lib64/libcuda.so.1",
                    "usr/lib/libcuda.so.1",
                    "usr/lib/wsl/lib/libcuda.so.1",
                    "run/opengl-driver/lib/libcuda.so.1",
                    "Windows/System32/nvcuda.dll");
    private static final Pattern VERSION = Pattern.compile("Kernel Module.*?\\s(\\d+(\\.\\d+)+)");
    private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(.+?)\\s*$");

    /** Looks on this machine. */
    public static NvidiaDriver find() {
        Path root = Path.of(System.getProperty("os.name", "").startsWith("Windows") ? "C:\\" : "/");
        String folders = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        return find(root, Arrays.stream(folders.split(File.pathSeparator)).toList());
    }

    /** Looks under this root, and for the library in these folders too. */
    static NvidiaDriver find(Path root, List<String> libraryFolders) {
        Path module = root.resolve("proc/driver/nvidia");
        Optional<Path> library =
                Stream.concat(
                                libraryFolders.stream()
                                        .filter(folder -> !folder.isBlank())
                                        .map(folder -> Path.of(folder, "libcuda.so.1")),
                                LIBRARIES.stream().map(root::resolve))
                        .filter(Files::exists)
                        .findFirst();
        return new NvidiaDriver(library, version(module.resolve("version")), gpus(module));
    }

    /** Whether a GPU could be used, as far as files tell. */
    public boolean present() {
        return library.isPresent() && (version.isPresent() || !gpus.isEmpty());
    }

    /** What was found or missed, as part of a sentence. */
    public String summary() {
        if (present()) {
            String models = gpus.isEmpty() ? "an NVIDIA GPU" : String.join(", ", gpus);
            return models + ", driver " + version.orElse("of unknown version");
        }
        if (library.isPresent()) {
            return "NVIDIA's library is here (" + library.get() + "), its kernel module is not";
        }
        return version.isPresent()
                ? "NVIDIA's kernel module " + version.get() + " is loaded, but libcuda is missing"
                : "no NVIDIA driver was found (looked for libcuda and /proc/driver/nvidia)";
    }

    private static Optional<String> version(Path file) {
        return read(file).map(VERSION::matcher).filter(Matcher::find).map(m -> m.group(1));
    }

    private static List<String> gpus(Path module) {
        List<String> models = new ArrayList<>();
        try (DirectoryStream<Path> gpus = Files.newDirectoryStream(module.resolve("gpus"))) {
            for (Path gpu : gpus) {
                read(gpu.resolve("information"))
                        .map(MODEL::matcher)
                        .filter(Matcher::find)
                        .ifPresent(m -> models.add(m.group(1)));
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.copyOf(models);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
