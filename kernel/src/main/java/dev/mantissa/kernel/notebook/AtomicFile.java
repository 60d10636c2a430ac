package dev.mantissa.kernel.notebook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/** Replaces files whole or not at all. */
public final class AtomicFile {
    private static final String END = ".tmp";

    /** Other machines, whose processes are not known here, may write in the folder too. */
    private static final Duration WRITING = Duration.ofMinutes(1);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private AtomicFile() {}

    /**
     * Writes text in UTF-8, beside the file first; missing folders are made. The new file is open
     * to whom the old one was. On failure the old file is still there.
     */
    public static synchronized void write(Path file, String text) throws IOException {
        Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException(file + " is a folder; name a file in it");
        }
        Files.createDirectories(folder);
        String begin = "." + target.getFileName() + ".";
        sweep(folder, begin);
        Path temporary = folder.resolve(begin + ProcessHandle.current().pid() + END);
        try {
            boolean there = Files.exists(target);
            Files.deleteIfExists(temporary);
            writeThrough(
                    temporary,
                    text,
                    there ? FileModes.ownersFile(folder) : new FileAttribute<?>[0]);
            if (there) {
                FileModes.copy(target, temporary);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what a process left that was killed while it wrote this file. */
    private static void sweep(Path folder, String begin) {
        Instant before = Instant.now().minus(WRITING);
        DirectoryStream.Filter<Path> left =
                path -> {
                    String name = path.getFileName().toString();
                    if (!name.startsWith(begin) || !name.endsWith(END)) {
                        return false;
                    }
                    String pid = name.substring(begin.length(), name.length() - END.length());
                    return NUMBER.matcher(pid).matches()
                            && ProcessHandle.of(Long.parseLong(pid)).isEmpty()
                            && Files.getLastModifiedTime(path).toInstant().isBefore(before);
                };
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, left)) {
            for (Path path : all) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It does no harm, and somebody else may have removed it meanwhile.
            return;
        }
    }

    private static void writeThrough(Path file, String text, FileAttribute<?>[] modes)
            throws IOException {
        try (FileChannel out =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        modes)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
