package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The other side of the protocol: a front end for programs. Used by one thread at a time. */
public final class KernelClient implements Closeable {
    private static final int SLICE_MILLIS = 100;
    private static final int RETRY_MILLIS = 10;

    /**
     * A reply, and what was published under its request until the kernel was idle.
     *
     * @param output without the messages of status
     */
    public record Reply(Message reply, List<Message> output) {
        /** All text of a stream: {@code stdout} or {@code stderr}. */
        public String stream(String name) {
            StringBuilder text = new StringBuilder();
            for (Message m : output) {
                if (m.type().equals("stream") && Json.text(m.content(), "name", "").equals(name)) {
                    text.append(Json.text(m.content(), "text", ""));
                }
            }
            return text.toString();
        }

        /** {@code ok}, {@code error} or {@code aborted}. */
        public String status() {
            return Json.text(reply.content(), "status", "");
        }
    }

    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> dealers = new EnumMap<>(Channel.class);
    private final ZMQ.Socket iopub;
    private final ZMQ.Socket heartbeat;
    private final ConnectionFile where;
    private final Map<Channel, Wire> wires = new EnumMap<>(Channel.class);
    private final Wire published;
    private final Headers headers = new Headers("client");
    private Consumer<Message> watcher = message -> {};

    /** Connects; the kernel may come later. */
    public KernelClient(ConnectionFile where) {
        this.where = where;
        this.published = where.wire();
        iopub = context.createSocket(SocketType.SUB);
        iopub.setHWM(0);
        iopub.subscribe(new byte[0]);
        iopub.setReconnectIVL(RETRY_MILLIS);
        iopub.connect(where.address(where.iopub()));
        connect(Channel.SHELL, where.shell());
        connect(Channel.CONTROL, where.control());
        connect(Channel.STDIN, where.stdin());
        heartbeat = context.createSocket(SocketType.REQ);
        heartbeat.connect(where.address(where.heartbeat()));
    }

    private void connect(Channel channel, int port) {
        ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
        socket.setIdentity(headers.session().getBytes(StandardCharsets.US_ASCII));
        socket.setLinger(0);
        socket.setReconnectIVL(RETRY_MILLIS);
        socket.connect(where.address(port));
        dealers.put(channel, socket);
        wires.put(channel, where.wire());
    }

    /** Shows every message that comes in to {@code seen}, before it is used. */
    public void watch(Consumer<Message> seen) {
        watcher = seen;
    }

    private ZMQ.Socket dealer(Channel channel) {
        return Objects.requireNonNull(dealers.get(channel));
    }

    /** Sends a request and gives its {@code msg_id}. */
    public String send(Channel channel, String type, JsonObject content, List<byte[]> buffers) {
        return send(channel, headers.next(type), content, buffers);
    }

    /** Sends a request with a header of one's own. */
    public String send(
            Channel channel, JsonObject header, JsonObject content, List<byte[]> buffers) {
        Message message =
                new Message(
                        List.of(), header, new JsonObject(), new JsonObject(), content, buffers);
        sendFrames(channel, Objects.requireNonNull(wires.get(channel)).encode(message));
        return message.id();
    }

    /** A header such as {@link #send} makes. */
    public JsonObject header(String type) {
        return headers.next(type);
    }

    /** Sends frames as they are. */
    public void sendFrames(Channel channel, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            dealer(channel).send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /**
     * Sends a request and waits for its reply; other messages of the channel are passed over.
     *
     * @throws IllegalStateException if there is none in that time
     */
    public Message request(Channel channel, String type, JsonObject content, Duration timeout) {
        return reply(channel, send(channel, type, content, List.of()), timeout);
    }

    /**
     * Waits for the reply to a request.
     *
     * @throws IllegalStateException if there is none in that time
     */
    public Message reply(Channel channel, String id, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Message message = next(dealer(channel), wires.get(channel), end, channel.toString());
            if (message.parentId().equals(id)) {
                return message;
            }
        }
    }

    /** The next message on a channel, whatever it is. */
    public Message next(Channel channel, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        return next(dealer(channel), wires.get(channel), end, channel.toString());
    }

    /** The next published message. */
    public Message nextOutput(Duration timeout) {
        return next(iopub, published, System.nanoTime() + timeout.toNanos(), "IOPUB");
    }

    private Message next(
            ZMQ.Socket socket,
            @org.jspecify.annotations.Nullable Wire wire,
            long end,
            String name) {
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("no message on " + name + " in time");
            }
            socket.setReceiveTimeOut((int) Math.clamp(left / 1_000_000, 1, SLICE_MILLIS));
            byte[] frame = socket.recv();
            if (frame == null) {
                continue;
            }
            List<byte[]> frames = new ArrayList<>(List.of(frame));
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            try {
                Message message = Objects.requireNonNull(wire).decode(frames);
                watcher.accept(message);
                return message;
            } catch (InvalidMessageException e) {
                throw new IllegalStateException("the kernel sent no message: " + e, e);
            }
        }
    }

    /** Runs a cell and waits until the kernel is idle again. */
    public Reply execute(String code, Duration timeout) {
        return execute(Json.object("code", code, "silent", false, "allow_stdin", false), timeout);
    }

    /** Runs a cell with the flags that {@code content} gives. */
    public Reply execute(JsonObject content, Duration timeout) {
        return finish(send(Channel.SHELL, "execute_request", content, List.of()), timeout);
    }

    /** Waits for the reply to a request and for all that is published under it. */
    public Reply finish(String id, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        Message reply = reply(Channel.SHELL, id, timeout);
        return new Reply(reply, outputUntilIdle(id, end));
    }

    /** What is published under a request until the kernel has ended it, without status. */
    public List<Message> outputUntilIdle(String id, long endNanos) {
        List<Message> output = new ArrayList<>();
        while (true) {
            Message message = next(iopub, published, endNanos, "IOPUB");
            if (!message.parentId().equals(id)) {
                continue;
            }
            if (!message.type().equals("status")) {
                output.add(message);
            } else if (Json.text(message.content(), "execution_state", "").equals("idle")) {
                return output;
            }
        }
    }

    /** Sends a heartbeat and waits for its echo; gives the time in nanoseconds. */
    public long heartbeat(Duration timeout) {
        heartbeat.setReceiveTimeOut((int) timeout.toMillis());
        long begin = System.nanoTime();
        heartbeat.send(new byte[] {1});
        if (heartbeat.recv() == null) {
            throw new IllegalStateException("no heartbeat in time");
        }
        return System.nanoTime() - begin;
    }

    /** Waits until the kernel answers and its output reaches this client. */
    public Message awaitKernel(Duration timeout) {
        Message info = request(Channel.SHELL, "kernel_info_request", new JsonObject(), timeout);
        // Published messages come once the subscription has arrived, which is then confirmed.
        while (!nextOutput(timeout).type().equals("iopub_welcome")) {}
        return info;
    }

    @Override
    public void close() {
        context.close();
    }
}
