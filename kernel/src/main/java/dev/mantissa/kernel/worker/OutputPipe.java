package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.session.Utf8Pieces;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads one descriptor of the worker: what was printed is handed on, marks are taken out. */
final class OutputPipe {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LONGEST_NUMBER = 20;

    private final InputStream in;
    private final byte[] markStart;
    private final Utf8Pieces text;
    private byte[] held = new byte[0];
    private long marked;
    private boolean ended;

    OutputPipe(InputStream in, byte[] markStart, String name, Consumer<String> printed) {
        this.in = in;
        this.markStart = markStart;
        this.text = new Utf8Pieces(printed);
        Thread.ofPlatform().daemon().name(name).start(this::read);
    }

    private void read() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int count;
            while ((count = in.read(buffer)) >= 0) {
                take(buffer, count);
            }
        } catch (IOException e) {
            // The process is gone.
            return;
        } finally {
            end();
        }
    }

    private synchronized void end() {
        text.write(held, 0, held.length);
        ended = true;
        notifyAll();
    }

    private synchronized void take(byte[] bytes, int count) {
        byte[] all = Arrays.copyOf(held, held.length + count);
        System.arraycopy(bytes, 0, all, held.length, count);
        int at = 0;
        int mark;
        while ((mark = find(all, at)) >= 0) {
            int end = numberEnd(all, mark + markStart.length);
            if (end < 0) {
                break;
            }
            text.write(all, at, mark - at);
            int from = mark + markStart.length;
            marked =
                    Long.parseLong(
                            new String(
                                    all,
                                    from,
                                    end - from,
                                    java.nio.charset.StandardCharsets.US_ASCII));
            at = end + 1;
            notifyAll();
        }
        int keep = mark >= 0 ? mark : all.length - begunMark(all, at);
        text.write(all, at, keep - at);
        held = Arrays.copyOfRange(all, keep, all.length);
    }

    private int find(byte[] all, int from) {
        for (int i = from; i <= all.length - markStart.length; i++) {
            if (all[i] == 0
                    && Arrays.equals(
                            all, i, i + markStart.length, markStart, 0, markStart.length)) {
                return i;
            }
        }
        return -1;
    }

    /** The end of a mark's number, or -1 if it has not come yet. */
    private static int numberEnd(byte[] all, int from) {
        for (int i = from; i < Math.min(all.length, from + LONGEST_NUMBER); i++) {
            if (all[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /** How many bytes at the end could be the beginning of a mark. */
    private int begunMark(byte[] all, int from) {
        for (int length = Math.min(markStart.length - 1, all.length - from); length > 0; length--) {
            int at = all.length - length;
            if (all[at] == 0 && Arrays.equals(all, at, all.length, markStart, 0, length)) {
                return length;
            }
        }
        return 0;
    }

    /** Waits for a mark; returns also when the pipe ends or the time is over. */
    synchronized void await(long number, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (marked < number && !ended) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
