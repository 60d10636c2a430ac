package dev.mantissa.magics.cli;

import dev.mantissa.kernel.session.NativeStreams;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The terminal's streams while a session has the process's own: what native code prints belongs to
 * the cells.
 */
record RealStreams(PrintStream out, PrintStream err, @Nullable NativeStreams captured)
        implements AutoCloseable {

    /**
     * Begins to capture; where that is refused, says so and leaves native output to the terminal.
     */
    static RealStreams capture() {
        try {
            NativeStreams captured = NativeStreams.open();
            return new RealStreams(print(captured.realOut()), print(captured.realErr()), captured);
        } catch (IOException refused) {
            PrintStream err = print(new FileOutputStream(FileDescriptor.err));
            err.println(refused.getMessage());
            return new RealStreams(print(new FileOutputStream(FileDescriptor.out)), err, null);
        }
    }

    private static PrintStream print(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (captured != null) {
            captured.close();
        }
    }
}
