package dev.mantissa.datasets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A folder of generated data, each file with its SHA-256 in front. A file that does not agree with
 * its checksum is made again; a folder that cannot be written costs time, never data.
 *
 * @param folder where the files are; made when first needed
 */
public record Cache(Path folder) {
    /** The system property in which a session hands on what a {@code .env} file says. */
    public static final String FROM_ENV_FILE = "mantissa.cache.env-file";

    private static final int HEADER = 64;
    private static final String PART = ".part";

    /** The longest that a file is being written. */
    private static final Duration WRITING = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(Cache.class.getName());

    /**
     * System property {@code mantissa.cache}, else {@code MANTISSA_CACHE}, else system property
     * {@value #FROM_ENV_FILE}, else {@code ~/.cache/mantissa}.
     */
    public static Cache standard() {
        return chosen(
                System.getProperty("mantissa.cache"),
                System.getenv("MANTISSA_CACHE"),
                System.getProperty(FROM_ENV_FILE));
    }

    /** The first of these that is set; a {@code ~} at its start is the home folder. */
    static Cache chosen(@Nullable String... candidates) {
        String folder =
                Arrays.stream(candidates)
                        .filter(c -> c != null && !c.isBlank())
                        .findFirst()
                        .orElse("~/.cache/mantissa");
        String home = System.getProperty("user.home", "");
        return new Cache(
                Path.of(folder.strip().replaceFirst("^~(?=/|$)", Matcher.quoteReplacement(home))));
    }

    /** The bytes kept under this name, else those that {@code make} gives, which are then kept. */
    byte[] get(String name, Supplier<byte[]> make) {
        Optional<byte[]> kept = read(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] made = make.get();
        write(name, made);
        return made;
    }

    private Optional<byte[]> read(String name) {
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            byte[] all = Files.readAllBytes(file);
            if (all.length > HEADER) {
                String stated = new String(all, 0, HEADER, StandardCharsets.US_ASCII);
                byte[] data = Arrays.copyOfRange(all, HEADER, all.length);
                if (Checksum.of(data).equals(stated)) {
                    return Optional.of(data);
                }
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} does not agree with its checksum; making it again",
                    file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot read {0} ({1})", file, e);
        }
        return Optional.empty();
    }

    /** Removes what processes left that were killed while they wrote. */
    private void sweep() throws IOException {
        FileTime before = FileTime.from(Instant.now().minus(WRITING));
        DirectoryStream.Filter<Path> left =
                path ->
                        path.toString().endsWith(PART)
                                && Files.getLastModifiedTime(path).compareTo(before) < 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, left)) {
            for (Path path : all) {
                Files.deleteIfExists(path);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void write(String name, byte[] data) {
        try {
            Files.createDirectories(folder);
            sweep();
            Path part = Files.createTempFile(folder, name, PART);
            byte[] all =
                    Arrays.copyOf(
                            Checksum.of(data).getBytes(StandardCharsets.US_ASCII),
                            HEADER + data.length);
            System.arraycopy(data, 0, all, HEADER, data.length);
            try {
                Files.write(part, all);
                Files.move(
                        part,
                        folder.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cannot keep {0} in {1} ({2}); it will be made again next time. Set MANTISSA_CACHE to a folder that can be written.",
                    name,
                    folder,
                    e);
        }
    }
}
