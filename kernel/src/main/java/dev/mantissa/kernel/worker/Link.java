package dev.mantissa.kernel.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of the socket between the two processes. A frame is its length in 4 bytes, the number of
 * its type among the permitted ones, and a record as JSON.
 *
 * <p>What is sent waits in a queue for a thread that writes: an interrupt that met a cell's thread
 * inside a write would close the socket. A full queue makes senders wait.
 *
 * @param <I> the sealed type of what comes in
 * @param <O> the sealed type of what goes out
 */
final class Link<I, O> implements AutoCloseable {
    private static final int QUEUE_BYTES = 8 << 20;

    /** What the small heap of the kernel process can take, several times over. */
    private static final int LONGEST_FRAME_BYTES = 16 << 20;

    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_FAILURES = 50;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SocketChannel channel;
    private final List<Class<?>> incoming;
    private final List<Class<?>> outgoing;
    private final Gson gson =
            new GsonBuilder()
                    .disableHtmlEscaping()
                    .serializeSpecialFloatingPointValues()
                    .setObjectToNumberStrategy(com.google.gson.ToNumberPolicy.LONG_OR_DOUBLE)
                    .registerTypeAdapter(byte[].class, new Base64Bytes())
                    .create();
    private final LinkedBlockingQueue<ByteBuffer> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(QUEUE_BYTES);
    private volatile boolean closed;
    private volatile boolean starved;

    Link(SocketChannel channel, Class<I> in, Class<O> out) {
        this.channel = channel;
        this.incoming = leaves(in);
        this.outgoing = leaves(out);
        Thread.ofPlatform().daemon().name("link writer").start(this::write);
    }

    /** The records of a sealed type, in the order of their declaration. */
    private static List<Class<?>> leaves(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                found.addAll(leaves(permitted));
            } else {
                found.add(permitted);
            }
        }
        return found;
    }

    /** A message that is too long for the other process, or that cannot be written as JSON. */
    static final class UnsendableException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnsendableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Sends a message; after the other end has gone, does nothing.
     *
     * @throws UnsendableException if that message cannot go
     */
    void send(O message) {
        send(encode(message));
    }

    /**
     * The frame of a message, for {@link #send(ByteBuffer)}.
     *
     * @throws UnsendableException if it is too long, or is no tree of what JSON knows
     */
    ByteBuffer encode(O message) {
        byte[] json;
        try {
            json = gson.toJson(message).getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnsendableException("it cannot be written as JSON (%s)".formatted(e), e);
        }
        if (json.length > LONGEST_FRAME_BYTES) {
            throw new UnsendableException(
                    "it has %d million bytes, and at most %d can be shown or sent. Write it to a file, or show a part"
                            .formatted(json.length / 1_000_000, LONGEST_FRAME_BYTES / 1_000_000),
                    null);
        }
        ByteBuffer frame = ByteBuffer.allocate(5 + json.length);
        frame.putInt(1 + json.length);
        frame.put((byte) outgoing.indexOf(message.getClass()));
        return frame.put(json).flip();
    }

    void send(ByteBuffer frame) {
        if (closed) {
            return;
        }
        room.acquireUninterruptibly(weight(frame));
        queue.add(frame);
    }

    private static int weight(ByteBuffer frame) {
        return Math.min(frame.capacity(), QUEUE_BYTES);
    }

    private void write() {
        List<ByteBuffer> frames = new ArrayList<>(MOST_AT_ONCE);
        int failures = 0;
        while (!closed) {
            try {
                if (frames.isEmpty()) {
                    frames.add(queue.take());
                    queue.drainTo(frames, MOST_AT_ONCE - 1);
                }
                ByteBuffer[] all = frames.toArray(ByteBuffer[]::new);
                while (all[all.length - 1].hasRemaining()) {
                    channel.write(all);
                }
                for (ByteBuffer frame : frames) {
                    room.release(weight(frame));
                }
                frames.clear();
                failures = 0;
            } catch (OutOfMemoryError e) {
                starved = failures == MOST_FAILURES;
                if (starved) {
                    close();
                } else {
                    failures = awaitMemory(failures, e);
                }
            } catch (IOException | InterruptedException e) {
                // The reader of this end learns of it too, and tells.
                close();
            }
        }
    }

    /** Whether it was closed because there was no memory to write with, for seconds. */
    boolean isStarved() {
        return starved;
    }

    /** A cell may fill the heap for a moment: it gets the error, and lets go. */
    private static int awaitMemory(int failures, OutOfMemoryError e) {
        if (failures == MOST_FAILURES) {
            throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        return failures + 1;
    }

    /**
     * Hands each message on, in order, on the calling thread; returns when the other end is gone.
     *
     * @throws OutOfMemoryError if for some seconds there is no memory for a message
     */
    void receive(Consumer<? super I> handler) {
        ByteBuffer head = ByteBuffer.allocate(5);
        @Nullable ByteBuffer body = null;
        int failures = 0;
        while (true) {
            try {
                if (body == null) {
                    if (!fill(head)) {
                        return;
                    }
                    body = ByteBuffer.allocate(head.getInt(0) - 1);
                }
                if (!fill(body)) {
                    return;
                }
                I message = parse(new String(body.array(), StandardCharsets.UTF_8), head.get(4));
                body = null;
                head.clear();
                handler.accept(message);
                failures = 0;
            } catch (OutOfMemoryError e) {
                failures = awaitMemory(failures, e);
            } catch (IOException e) {
                // As good as the end: the other process has gone, or this end was closed.
                return;
            }
        }
    }

    @SuppressWarnings("unchecked")
    private I parse(String json, int type) {
        return (I) gson.fromJson(json, incoming.get(type));
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        } finally {
            // Those who wait for room go on, and their frames go nowhere.
            room.release(QUEUE_BYTES);
        }
    }

    /** Binary data in JSON. */
    private static final class Base64Bytes extends TypeAdapter<byte[]> {
        @Override
        public void write(JsonWriter out, byte[] value) throws IOException {
            out.value(Base64.getEncoder().encodeToString(value));
        }

        @Override
        public byte[] read(JsonReader in) throws IOException {
            return Base64.getDecoder().decode(in.nextString());
        }
    }
}
