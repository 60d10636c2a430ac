package dev.mantissa.kernel.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Standard input of a cell: asks the person for a line each time what is there has been read. */
final class CellInput extends InputStream {
    private final CellOutput output;
    private byte[] line = new byte[0];
    private int position;

    CellInput(CellOutput output) {
        this.output = output;
    }

    @Override
    public synchronized int read() throws IOException {
        fill();
        return line[position++] & 0xff;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        fill();
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, bytes, offset, count);
        position += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - position;
    }

    private void fill() throws IOException {
        if (position == line.length) {
            line = (ask() + "\n").getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
    }

    /** Readers such as Scanner hide the reason of a failure, so it is said aloud too. */
    private String ask() throws IOException {
        try {
            return output.readLine("", false);
        } catch (IOException e) {
            output.stream(true, "Note: the cell asks for input: " + e.getMessage() + "\n");
            throw e;
        }
    }
}
