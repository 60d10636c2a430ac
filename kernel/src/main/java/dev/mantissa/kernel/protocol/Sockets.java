package dev.mantissa.kernel.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The five sockets of a kernel, owned by one thread. It sleeps until a message arrives on one of
 * them or another thread wakes it to send.
 */
final class Sockets implements AutoCloseable {
    private static final int LINGER_MILLIS = 500;

    /** A longer frame closes the connection that it comes by, before there is room for it. */
    private static final long LONGEST_FRAME_BYTES = 64 << 20;

    /** Of what has no business to be long: subscriptions and heartbeats. */
    private static final long LONGEST_WORD_BYTES = 64 << 10;

    private static final int MOST_FRAMES = 4096;

    private record Outgoing(ZMQ.Socket socket, List<byte[]> frames) {}

    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> routers = new EnumMap<>(Channel.class);
    private final ZMQ.Socket iopub;
    private final ZMQ.Socket heartbeat;
    private final Wire wire;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Pipe wakeUp;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * Binds all sockets; {@link #start} begins to read them.
     *
     * @throws IOException if an address cannot be bound
     */
    Sockets(ConnectionFile where) throws IOException {
        wakeUp = Pipe.open();
        wakeUp.source().configureBlocking(false);
        wakeUp.sink().configureBlocking(false);
        wire = where.wire();
        try {
            iopub = bound(SocketType.XPUB, where.address(where.iopub()));
            bindRouter(Channel.CONTROL, where.address(where.control()));
            bindRouter(Channel.SHELL, where.address(where.shell()));
            bindRouter(Channel.STDIN, where.address(where.stdin()));
            heartbeat = bound(SocketType.REP, where.address(where.heartbeat()));
        } catch (ZMQException e) {
            context.close();
            closeWakeUp();
            throw new IOException(
                    "cannot listen on %s://%s with the ports of the connection file: %s"
                            .formatted(where.transport(), where.ip(), e.getMessage()),
                    e);
        }
    }

    private ZMQ.Socket bound(SocketType type, String address) {
        ZMQ.Socket socket = context.createSocket(type);
        // Nothing may be dropped: what a front end has not read yet waits here.
        socket.setHWM(0);
        socket.setLinger(LINGER_MILLIS);
        long longest = type == SocketType.ROUTER ? LONGEST_FRAME_BYTES : LONGEST_WORD_BYTES;
        socket.setMaxMsgSize(longest);
        socket.setMsgAllocator(new FrameMemory(longest));
        if (type == SocketType.XPUB) {
            socket.setXpubVerbose(true);
        }
        socket.bind(address);
        return socket;
    }

    private void bindRouter(Channel channel, String address) {
        routers.put(channel, bound(SocketType.ROUTER, address));
    }

    /**
     * Begins to read.
     *
     * @param received gets each valid message, on the thread of the sockets: it must not wait
     * @param subscribed gets each new subscription to what is published
     * @param tooLong gets each message that is valid but longer than what is read, without content
     * @param dropped gets the reason for each message that is not valid
     */
    void start(
            BiConsumer<Channel, Message> received,
            Consumer<String> subscribed,
            BiConsumer<Channel, TooLongException> tooLong,
            Consumer<String> dropped) {
        Reader reader = new Reader(received, tooLong, dropped);
        Thread.ofPlatform().name("sockets").start(() -> work(reader, subscribed));
    }

    private record Reader(
            BiConsumer<Channel, Message> received,
            BiConsumer<Channel, TooLongException> tooLong,
            Consumer<String> dropped) {
        void read(Channel channel, Wire wire, List<byte[]> frames) {
            try {
                received.accept(channel, wire.decode(frames));
            } catch (TooLongException e) {
                tooLong.accept(channel, e);
            } catch (InvalidMessageException e) {
                dropped.accept(channel + ": " + e.getMessage());
            } catch (OutOfMemoryError e) {
                // What was made of it is garbage by now.
                dropped.accept(channel + ": no memory for it");
            }
        }
    }

    private void work(Reader reader, Consumer<String> subscribed) {
        List<Channel> channels = List.of(Channel.CONTROL, Channel.SHELL, Channel.STDIN);
        try (ZMQ.Poller poller = context.createPoller(channels.size() + 3)) {
            channels.forEach(c -> poller.register(router(c), ZMQ.Poller.POLLIN));
            int hb = poller.register(heartbeat, ZMQ.Poller.POLLIN);
            int pub = poller.register(iopub, ZMQ.Poller.POLLIN);
            int wake = poller.register(wakeUp.source(), ZMQ.Poller.POLLIN);
            while (!closed || !outgoing.isEmpty()) {
                poller.poll(-1);
                if (poller.pollin(wake)) {
                    calm();
                }
                sendAll();
                if (poller.pollin(hb)) {
                    echo();
                }
                if (poller.pollin(pub)) {
                    subscriptions(subscribed);
                }
                for (int i = 0; i < channels.size(); i++) {
                    if (poller.pollin(i)) {
                        readAll(channels.get(i), reader);
                    }
                }
            }
            sendAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            context.close();
            closeWakeUp();
            finished.countDown();
        }
    }

    private void closeWakeUp() {
        try {
            wakeUp.source().close();
            wakeUp.sink().close();
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        }
    }

    private ZMQ.Socket router(Channel channel) {
        return Objects.requireNonNull(routers.get(channel));
    }

    private void calm() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        while (wakeUp.source().read(bytes.clear()) > 0) {}
        awake.set(false);
    }

    private void sendAll() {
        Outgoing next;
        while ((next = outgoing.poll()) != null) {
            List<byte[]> frames = next.frames();
            for (int i = 0; i < frames.size(); i++) {
                next.socket().send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
            }
        }
    }

    private void echo() {
        List<byte[]> frames = frames(heartbeat);
        for (int i = 0; i < frames.size(); i++) {
            heartbeat.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private void subscriptions(Consumer<String> subscribed) {
        byte[] frame;
        while ((frame = iopub.recv(ZMQ.DONTWAIT)) != null) {
            if (frame.length > 0 && frame[0] == 1) {
                subscribed.accept(new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8));
            }
        }
    }

    private void readAll(Channel channel, Reader reader) {
        while (true) {
            List<byte[]> frames;
            try {
                frames = frames(router(channel));
            } catch (OutOfMemoryError e) {
                // What is left of that message is none, and is dropped next.
                reader.dropped().accept(channel + ": no memory for it");
                continue;
            }
            if (frames.isEmpty()) {
                return;
            }
            reader.read(channel, wire, frames);
        }
    }

    /** The frames of the next message, or none; of very many, only the first. */
    private static List<byte[]> frames(ZMQ.Socket socket) {
        List<byte[]> frames = new ArrayList<>();
        byte[] frame = socket.recv(ZMQ.DONTWAIT);
        while (frame != null) {
            if (frames.size() < MOST_FRAMES) {
                frames.add(frame);
            }
            frame = socket.hasReceiveMore() ? socket.recv() : null;
        }
        return frames;
    }

    /** Sends to the identities of the message; from any thread. */
    void send(Channel channel, Message message) {
        enqueue(new Outgoing(router(channel), wire.encode(message)));
    }

    /** Sends to all who listen; from any thread, in the order of the calls of each. */
    void publish(Message message) {
        enqueue(new Outgoing(iopub, wire.encode(message)));
    }

    private void enqueue(Outgoing message) {
        outgoing.add(message);
        wake();
    }

    private void wake() {
        if (!awake.compareAndSet(false, true)) {
            return;
        }
        try {
            int ignored = wakeUp.sink().write(ByteBuffer.allocate(1));
        } catch (ClosedChannelException e) {
            // Nobody is left to send to.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends what waits, then closes all sockets. */
    @Override
    public void close() {
        closed = true;
        awake.set(false);
        wake();
        try {
            if (!finished.await(2L * LINGER_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
