package dev.mantissa.lib.nativecode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the compiled kernels of this platform among the resources. */
final class NativeFile {
    private static final String LIBRARY = "libmantissa.so";
    private static final String MISSING = "missing.txt";

    private NativeFile() {}

    /** "linux-x86_64". */
    static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String name = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os;
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> name + "-x86_64";
            case "aarch64" -> name + "-arm64";
            case String other -> name + "-" + other;
        };
    }

    /**
     * What a user of the library is given.
     *
     * @param path a file that can be loaded
     * @param temporary whether it is a copy that nobody needs once it is loaded
     */
    record Copy(Path path, boolean temporary) {
        /** A file that is loaded stays so without a name, where the system allows to remove it. */
        void release() {
            if (temporary) {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    path.toFile().deleteOnExit();
                }
            }
        }
    }

    /**
     * The library as a file: where it lies, or unpacked from its archive into a new file that only
     * this user can write.
     *
     * @return nothing if it was not built for this platform
     */
    static Optional<Copy> find() throws IOException {
        URL resource = resource(LIBRARY);
        if (resource == null) {
            return Optional.empty();
        }
        if (resource.getProtocol().equals("file")) {
            try {
                return Optional.of(new Copy(Path.of(resource.toURI()), false));
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
        try (InputStream in = resource.openStream()) {
            Path copy = Files.createTempFile("mantissa-", ".so");
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(new Copy(copy, true));
        }
    }

    /** Why there is no library. */
    static String whyMissing() {
        URL note = resource(MISSING);
        if (note != null) {
            try (InputStream in = note.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                return "the note on why the C kernels were left out cannot be read: " + e;
            }
        }
        return "there are no C kernels for " + platform();
    }

    private static @Nullable URL resource(String name) {
        return NativeFile.class.getResource("/native/" + platform() + "/" + name);
    }
}
