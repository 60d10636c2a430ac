package dev.mantissa.kernel.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Marks in what the worker writes to its descriptors 1 and 2, which the kernel process reads as
 * pipes. A mark after each cell tells that all native output of the cell has come.
 */
final class OutputMarks {
    private final String secret;

    /**
     * @param secret known to both processes, so that no program prints a mark by chance
     */
    OutputMarks(String secret) {
        this.secret = secret;
    }

    /** What stands before the number of a mark. */
    byte[] start() {
        return ("\0" + secret + ":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes the mark with that number to both descriptors. */
    void write(long number) {
        byte[] mark = ("\0" + secret + ":" + number + "\0").getBytes(StandardCharsets.US_ASCII);
        write(FileDescriptor.out, mark);
        write(FileDescriptor.err, mark);
    }

    @SuppressWarnings("resource") // closing the stream would close the descriptor
    private static void write(FileDescriptor descriptor, byte[] mark) {
        try {
            new FileOutputStream(descriptor).write(mark);
        } catch (IOException e) {
            // A program that closed its descriptor has nothing more to print there.
            return;
        }
    }
}
