package dev.mantissa.kernel.worker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One worker process, from its start to its end. */
final class Worker {
    private static final int LONGEST_SOCKET_PATH = 100;
    private static final long MARK_MILLIS = 100;
    private static final int LAST_WORDS_CHARS = 4_000;

    /** What is shown may be nested deeply. */
    private static final long RECEIVER_STACK_BYTES = 16L << 20;

    /** What the JVM says of the module for vectors, each time. */
    private static final String INCUBATOR = "WARNING: Using incubator modules";

    /** Hears what a worker says unasked. */
    interface Listener {
        void output(FromWorker.Output message);

        /** Native code of the worker printed. */
        void printed(boolean err, String text);

        /** Something happened to a debugged cell. */
        void debugEvent(Map<String, Object> event);

        /** A cell wants the process started anew, see {@link FromWorker.Restart}. */
        void restart(Worker worker, FromWorker.Restart wanted);

        /** Whether a cell waits for it, and will tell of its end. */
        boolean awaited();

        /**
         * It has ended; after this nothing more comes.
         *
         * @param told whether a cell tells of it
         */
        void ended(Worker worker, boolean told);
    }

    private final Listener listener;
    private final Process process;
    private final OutputPipe out;
    private final OutputPipe err;
    private final CompletableFuture<Link<FromWorker, ToWorker>> link = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<WorkerLost> lost = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<FromWorker.Answer>> asked = new ConcurrentHashMap<>();
    private final StringBuilder lastWords = new StringBuilder();
    private volatile @Nullable List<String> killedBecause;
    private volatile boolean ponged;

    /** Guarded by {@link #lastWords}. */
    private boolean heard;

    /**
     * Starts a process.
     *
     * @throws IOException if the system refuses
     */
    Worker(WorkerCommand command, Listener listener) throws IOException {
        this.listener = listener;
        String secret = UUID.randomUUID().toString();
        Path folder = socketFolder();
        Path socket = folder.resolve("worker");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        try {
            process = command.start(socket, secret);
        } catch (IOException e) {
            remove(server, socket);
            throw e;
        }
        byte[] mark = new OutputMarks(secret).start();
        out = new OutputPipe(process.getInputStream(), mark, "worker out", t -> printed(false, t));
        err = new OutputPipe(process.getErrorStream(), mark, "worker err", t -> printed(true, t));
        Thread receiver =
                new Thread(null, () -> receive(server, socket), "worker", RECEIVER_STACK_BYTES);
        receiver.setDaemon(true);
        receiver.start();
        Thread.ofPlatform().daemon().name("worker end").start(() -> awaitEnd(server, socket));
    }

    /** On a thread of its own: those that all tasks of the JVM share may be busy for long. */
    private void awaitEnd(ServerSocketChannel server, Path socket) {
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread, and somebody waits for its news.
                continue;
            }
        }
        exited(process);
        remove(server, socket);
    }

    /** A folder that nobody else may enter, with a path that is short enough for a socket. */
    private static Path socketFolder() throws IOException {
        Path folder = Files.createTempDirectory("mantissa");
        if (folder.toString().length() <= LONGEST_SOCKET_PATH) {
            return folder;
        }
        Files.delete(folder);
        return Files.createTempDirectory(Path.of("/tmp"), "mantissa");
    }

    /** Once the two have met, nobody needs the name of the socket. */
    private static void remove(ServerSocketChannel server, Path socket) {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            // A left-over folder of no content does no harm.
            return;
        }
    }

    private void receive(ServerSocketChannel server, Path socket) {
        try (SocketChannel channel = server.accept();
                Link<FromWorker, ToWorker> made =
                        new Link<>(channel, FromWorker.class, ToWorker.class)) {
            remove(server, socket);
            link.complete(made);
            takeAll(made);
        } catch (IOException e) {
            // It ended before it came this far; its exit tells.
            return;
        }
    }

    private void takeAll(Link<FromWorker, ToWorker> from) {
        try {
            from.receive(this::take);
        } catch (RuntimeException | Error e) {
            // Whoever waits for an answer would wait for ever.
            kill(WorkerEnd.unreadable(e));
        }
    }

    private void take(FromWorker message) {
        switch (message) {
            case FromWorker.Ready _ -> begun();
            case FromWorker.Pong _ -> ponged = true;
            case FromWorker.DebugEvent m -> listener.debugEvent(m.event());
            case FromWorker.Restart wanted -> listener.restart(this, wanted);
            case FromWorker.Output output -> handOn(output);
            case FromWorker.Answer answer -> {
                CompletableFuture<FromWorker.Answer> future = asked.remove(answer.id());
                if (future != null) {
                    future.complete(answer);
                }
            }
        }
    }

    private void handOn(FromWorker.Output output) {
        try {
            listener.output(output);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            listener.printed(true, "Note: output of a cell could not be shown: %s\n".formatted(e));
        }
    }

    /** What start-up had to say was printed before there was anybody to tell. */
    private void begun() {
        String words;
        synchronized (lastWords) {
            words = lastWords.toString();
            heard = true;
        }
        ready.complete(null);
        words.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(INCUBATOR))
                .forEach(line -> listener.printed(true, line + "\n"));
    }

    private void printed(boolean error, String text) {
        synchronized (lastWords) {
            lastWords.append(text);
            int over = lastWords.length() - LAST_WORDS_CHARS;
            if (over > 0) {
                lastWords.delete(0, over);
            }
            if (!heard) {
                return;
            }
        }
        listener.printed(error, text);
    }

    private void exited(Process ended) {
        awaitEndOfOutput();
        String words;
        synchronized (lastWords) {
            words = lastWords.toString();
        }
        List<String> killed = killedBecause;
        List<String> why =
                killed != null
                        ? killed
                        : ready.isDone()
                                ? WorkerEnd.of(ended.exitValue(), words)
                                : WorkerEnd.unborn(ended.exitValue(), words);
        boolean told = listener.awaited();
        WorkerLost loss = new WorkerLost(why);
        lost.complete(loss);
        ready.completeExceptionally(loss);
        asked.values().forEach(f -> f.completeExceptionally(loss));
        listener.ended(this, told);
    }

    /** A crash prints its last words just before the end. */
    private void awaitEndOfOutput() {
        try {
            out.await(Long.MAX_VALUE, MARK_MILLIS);
            err.await(Long.MAX_VALUE, MARK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completed when the session is open; fails with {@link WorkerLost}. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Completed when it has ended. */
    CompletableFuture<WorkerLost> lost() {
        return lost;
    }

    /** Sends a request; the future gives its answer, or fails with {@link WorkerLost}. */
    CompletableFuture<FromWorker.Answer> ask(ToWorker.Request request) {
        CompletableFuture<FromWorker.Answer> answer = new CompletableFuture<>();
        asked.put(request.id(), answer);
        send(request);
        if (lost.isDone()) {
            answer.completeExceptionally(lost.join());
        }
        return answer;
    }

    /** Sends a message, as soon as the worker is connected. */
    void send(ToWorker message) {
        link.thenAccept(l -> l.send(message));
    }

    /** Asks whether it lives; gives whether it could be asked. */
    boolean ping() {
        ponged = false;
        send(new ToWorker.Ping());
        return link.isDone();
    }

    /** Whether it has answered the last {@link #ping}. */
    boolean ponged() {
        return ponged;
    }

    boolean isSuspended() {
        return ProcessState.isSuspended(process.pid());
    }

    long pid() {
        return process.pid();
    }

    /** Waits until all that native code printed during a request has been handed on. */
    void awaitOutput(long id) throws InterruptedException {
        out.await(id, MARK_MILLIS);
        err.await(id, MARK_MILLIS);
    }

    /**
     * Ends it at once.
     *
     * @param why told to whoever waits for an answer
     */
    void kill(List<String> why) {
        killedBecause = why;
        process.destroyForcibly();
    }

    /** Lets it end by itself, for a while. */
    void close(long millis) {
        killedBecause = List.of("The kernel was shut down.");
        send(new ToWorker.Close());
        try {
            process.onExit().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
