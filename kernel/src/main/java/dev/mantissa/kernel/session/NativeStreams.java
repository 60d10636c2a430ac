package dev.mantissa.kernel.session;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Captures what native code prints to file descriptors 1 and 2: both become pipes, read by a thread
 * each, whose text goes to the running cell. Java's own {@code System.out} of before is left a
 * duplicate of the real descriptor. Linux and macOS.
 */
public final class NativeStreams implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Posix posix;
    private final Captured out;
    private final Captured err;

    private NativeStreams(Posix posix) {
        this.posix = posix;
        this.out = new Captured(1);
        this.err = new Captured(2);
        CellStreams.instance().beforeCellEnds(this::flush);
    }

    /** Hands on everything that native code has printed so far. */
    public void flush() {
        NativeOutput.flush();
        out.drain();
        err.drain();
    }

    /**
     * Begins to capture.
     *
     * @throws IOException if this system or its settings refuse; the message says why
     */
    public static NativeStreams open() throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            throw new IOException(
                    "output of native code is not captured on Windows; it goes to the terminal");
        }
        CellStreams.instance().restore();
        System.out.flush();
        try {
            return new NativeStreams(new Posix());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalCallerException e) {
            throw new IOException(
                    "output of native code is not captured: start Java with --enable-native-access=ALL-UNNAMED",
                    e);
        }
    }

    /** The program's real standard output. */
    public OutputStream realOut() {
        return out.real;
    }

    /** The program's real standard error. */
    public OutputStream realErr() {
        return err.real;
    }

    /** Gives the descriptors back; what is still in the pipes is read first. */
    @Override
    public void close() {
        CellStreams.instance().beforeCellEnds(null);
        flush();
        out.close();
        err.close();
    }

    /** One descriptor: its duplicate, the pipe in its place, and the thread that reads it. */
    private final class Captured {
        private final int descriptor;
        private final int saved;
        private final int readEnd;
        private final Thread reader;
        private final OutputStream real;
        private boolean ended;

        Captured(int descriptor) {
            this.descriptor = descriptor;
            this.saved = posix.dup(descriptor);
            int[] pipe = posix.pipe();
            this.readEnd = pipe[0];
            posix.dup2(pipe[1], descriptor);
            posix.close(pipe[1]);
            this.real = new DescriptorStream(posix, saved);
            this.reader =
                    Thread.ofPlatform()
                            .daemon()
                            .name("native output " + descriptor)
                            .unstarted(this::read);
            reader.start();
        }

        private void read() {
            while (true) {
                posix.readable(readEnd, -1);
                if (!drain()) {
                    posix.close(readEnd);
                    return;
                }
            }
        }

        /** Hands on what is in the pipe; false at its end. */
        synchronized boolean drain() {
            byte[] bytes = new byte[BUFFER_BYTES];
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(BUFFER_BYTES);
                while (!ended && posix.readable(readEnd, 0)) {
                    int count = posix.read(readEnd, buffer);
                    ended = count == 0;
                    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
                    deliver(bytes, count);
                }
                return !ended;
            }
        }

        private void deliver(byte[] bytes, int count) {
            if (count == 0) {
                return;
            }
            CellContext owner = CellStreams.instance().owner();
            if (owner != null && owner.run() != null) {
                owner.run().stream(descriptor == 2).write(bytes, 0, count);
                return;
            }
            try {
                real.write(bytes, 0, count);
            } catch (IOException e) {
                // The real stream is gone; nobody is left to tell.
                return;
            }
        }

        void close() {
            posix.dup2(saved, descriptor);
            try {
                // The pipe ends once its last writer is gone, unless a child process holds it.
                reader.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes to a descriptor. */
    private static final class DescriptorStream extends OutputStream {
        private final Posix posix;
        private final int descriptor;

        DescriptorStream(Posix posix, int descriptor) {
            this.posix = posix;
            this.descriptor = descriptor;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment all = arena.allocate(Math.max(1, length));
                MemorySegment.copy(bytes, offset, all, ValueLayout.JAVA_BYTE, 0, length);
                long done = 0;
                while (done < length) {
                    int count = posix.write(descriptor, all.asSlice(done, length - done));
                    if (count <= 0) {
                        throw new IOException("cannot write to descriptor " + descriptor);
                    }
                    done += count;
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }
}
