package dev.mantissa.kernel.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Standard streams of the JVM that belong to the cell of the thread that uses them. Threads without
 * a cell, such as those of the common pool, write to the cell that runs at present; with none, to
 * the streams that were there before. They cannot be closed.
 */
final class CellStreams {
    private static final CellStreams INSTANCE = new CellStreams();

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final InputStream realIn = System.in;
    private final PrintStream out = new Unclosable(new Dispatch(false));
    private final PrintStream err = new Unclosable(new Dispatch(true));
    private final InputStream in = new DispatchInput();
    private final AtomicReference<@Nullable CellContext> running = new AtomicReference<>();

    private final AtomicReference<@Nullable Runnable> flusher = new AtomicReference<>();

    /** Whether the thread is handing output on: an output that prints must not get it back. */
    private final ThreadLocal<Boolean> handingOn = ThreadLocal.withInitial(() -> false);

    private CellStreams() {}

    /** Sets what brings in output that is still under way when a cell ends, or nothing. */
    void beforeCellEnds(@Nullable Runnable flush) {
        flusher.set(flush);
    }

    /** Brings in output that is still under way. */
    void flush() {
        Runnable flush = flusher.get();
        if (flush != null) {
            flush.run();
        }
    }

    static CellStreams instance() {
        return INSTANCE;
    }

    /** Puts them in place, also when a cell replaced or nulled them. */
    void restore() {
        if (System.out != out) {
            System.setOut(out);
        }
        if (System.err != err) {
            System.setErr(err);
        }
        if (System.in != in) {
            System.setIn(in);
        }
    }

    /** The standard output that the program had at its start. */
    PrintStream realOut() {
        return realOut;
    }

    /** Names the cell that runs at present, or none; gives the one before. */
    @Nullable CellContext running(@Nullable CellContext context) {
        return running.getAndSet(context);
    }

    /** The cell whose output the present thread should write to. */
    @Nullable CellContext owner() {
        return CellContext.current().orElseGet(running::get);
    }

    private final class Dispatch extends OutputStream {
        private final boolean error;

        Dispatch(boolean error) {
            this.error = error;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            CellContext owner = owner();
            if (owner == null || handingOn.get()) {
                (error ? realErr : realOut).write(bytes, offset, length);
                return;
            }
            handingOn.set(true);
            try {
                handOn(owner, bytes, offset, length);
            } finally {
                handingOn.set(false);
            }
        }

        private void handOn(CellContext owner, byte[] bytes, int offset, int length) {
            if (owner.run() != null) {
                owner.run().stream(error).write(bytes, offset, length);
            } else {
                owner.output().stream(
                        error, new String(bytes, offset, length, StandardCharsets.UTF_8));
            }
        }

        @Override
        public void flush() {
            if (owner() == null || handingOn.get()) {
                (error ? realErr : realOut).flush();
            }
        }
    }

    private final class DispatchInput extends InputStream {
        private InputStream source() {
            CellContext owner = owner();
            return owner == null || owner.run() == null ? realIn : owner.run().input();
        }

        @Override
        public int read() throws IOException {
            return source().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return source().read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return source().available();
        }
    }

    private static final class Unclosable extends PrintStream {
        Unclosable(OutputStream out) {
            super(out, true, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            flush();
        }
    }
}
