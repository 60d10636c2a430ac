package dev.mantissa.kernel.protocol;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Files for the whole output of a cell that printed too much, readable by their owner alone. */
final class SpoolFiles {
    private static final Duration KEPT = Duration.ofDays(7);

    private SpoolFiles() {}

    /** A new one, and none that nobody has written to for a week. */
    static Path create() throws IOException {
        Path file = Files.createTempFile("mantissa-output-", ".txt");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(folder, Instant.now().minus(KEPT));
        return file;
    }

    /** Deletes what was last written before a time; what cannot be deleted stays. */
    static void sweep(Path folder, Instant before) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "mantissa-{output,crash}-*.{txt,log}")) {
            files.forEach(file -> delete(file, before));
        } catch (IOException | DirectoryIteratorException e) {
            // No reason to lose output.
            return;
        }
    }

    private static void delete(Path file, Instant before) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // Another person's, or gone meanwhile.
            return;
        }
    }
}
