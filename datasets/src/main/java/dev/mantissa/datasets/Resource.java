package dev.mantissa.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Data files that lie beside the classes of this package. */
final class Resource {
    private Resource() {}

    static byte[] bytes(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file's bytes.
     *
     * @throws IllegalStateException if they are not those of the checksum
     */
    static byte[] verified(String name, String sha256) {
        byte[] data = bytes(name);
        String found = Checksum.of(data);
        if (!found.equals(sha256)) {
            throw new IllegalStateException(
                    "%s was changed: its SHA-256 is %s, expected %s. Restore the file, or state its new checksum where it is loaded."
                            .formatted(name, found, sha256));
        }
        return data;
    }

    static List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
    }
}
