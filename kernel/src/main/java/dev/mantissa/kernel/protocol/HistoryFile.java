package dev.mantissa.kernel.protocol;

import dev.mantissa.kernel.notebook.FileModes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The history of all kernels of a person: a line of JSON for each cell, the newest last. Cells hold
 * passwords too, so the file is closed to others. When it grows too long, its older half is
 * dropped.
 */
final class HistoryFile {
    /** The longest that it grows. */
    static final long MOST_BYTES = 20L << 20;

    private static final int TAIL_BYTES = 16 << 10;

    private final Path path;
    private final long mostBytes;

    /** Of this kernel's own entries, which are known without the file. */
    private final String writer = UUID.randomUUID().toString();

    private boolean closedToOthers;

    HistoryFile(Path path, long mostBytes) {
        this.path = path.toAbsolutePath();
        this.mostBytes = mostBytes;
    }

    Path path() {
        return path;
    }

    /** Adds a whole line or nothing. */
    void append(HistoryEntry entry) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap((entry.json(writer) + "\n").getBytes(StandardCharsets.UTF_8));
        if (!closedToOthers) {
            // Once, and not for each cell; who made it before may have left it open.
            FileModes.ownersOnly(path);
            closedToOthers = true;
        }
        // A file of its own is locked: the other one is replaced when it is too long.
        try (FileChannel turn = open(path.resolveSibling(path.getFileName() + ".lock"));
                FileLock _ = turn.lock()) {
            if (Files.exists(path) && Files.size(path) + line.remaining() > mostBytes) {
                dropOlderHalf();
            }
            try (FileChannel channel = open(path)) {
                endLine(channel);
                append(channel, line);
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            FileModes.ownersOnly(file);
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
    }

    private static void append(FileChannel channel, ByteBuffer line) throws IOException {
        long end = channel.size();
        channel.position(end);
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    /** A line that a crash cut short must not take the next one with it. */
    private static void endLine(FileChannel channel) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(1);
        long size = channel.size();
        if (size > 0 && channel.read(end, size - 1) == 1 && end.get(0) != '\n') {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
        }
    }

    /** Readers find the old file or the new one, whatever happens meanwhile. */
    private void dropOlderHalf() throws IOException {
        Path shorter = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(shorter);
        try (FileChannel from = FileChannel.open(path, StandardOpenOption.READ);
                FileChannel to = open(shorter)) {
            long at = afterLine(from, Math.max(0, from.size() - mostBytes / 2));
            while (at < from.size()) {
                at += from.transferTo(at, from.size() - at, to);
            }
            to.force(true);
        }
        Files.move(shorter, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the first line begins that lies wholly behind a place. */
    private static long afterLine(FileChannel channel, long place) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(TAIL_BYTES);
        long at = place;
        while (channel.read(part.clear(), at) > 0) {
            for (int i = 0; i < part.position(); i++) {
                if (part.get(i) == '\n') {
                    return at + i + 1;
                }
            }
            at += part.position();
        }
        return channel.size();
    }

    /** At least so many entries of other kernels from the end, if there are so many. */
    List<HistoryEntry> last(int least) {
        List<HistoryEntry> last = List.of();
        if (Files.isRegularFile(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long size = channel.size();
                for (long tail = TAIL_BYTES; last.size() < least; tail *= 4) {
                    last = entries(channel, Math.max(0, size - tail), size);
                    if (tail >= size) {
                        break;
                    }
                }
            } catch (IOException e) {
                // What cannot be read is not there.
                return last;
            }
        }
        return last;
    }

    private List<HistoryEntry> entries(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            continue;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> HistoryEntry.parse(line, writer))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Hands on the entries of other kernels, the oldest first. */
    void each(Consumer<HistoryEntry> taken) {
        if (!Files.isRegularFile(path)) {
            return;
        }
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(path), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                HistoryEntry entry = HistoryEntry.parse(line, writer);
                if (entry != null) {
                    taken.accept(entry);
                }
            }
        } catch (IOException e) {
            // What cannot be read is not there.
            return;
        }
    }
}
