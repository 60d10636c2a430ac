package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.LocalSession;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** A worker that is talked with in its own process, from which the JVM makes its AOT cache. */
public final class WorkerTraining implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("mantissa");
    private final Path socket = folder.resolve("worker");
    private final SynchronousQueue<Long> answers = new SynchronousQueue<>();
    private final Link<FromWorker, ToWorker> link;
    private long asked;

    private WorkerTraining(Supplier<? extends LocalSession> opener) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            WorkerServer worker = WorkerServer.connect(socket, "training");
            Thread.ofPlatform().daemon().name("worker").start(() -> worker.run(opener));
            SocketChannel channel = server.accept();
            link = new Link<>(channel, FromWorker.class, ToWorker.class);
        }
        Thread.ofPlatform().daemon().name("answers").start(() -> link.receive(this::take));
    }

    /**
     * Runs cells, and asks for help on the last of them.
     *
     * @throws IOException if there is no room for a socket
     */
    public static void run(Supplier<? extends LocalSession> opener, List<String> cells)
            throws IOException {
        try (WorkerTraining training = new WorkerTraining(opener)) {
            for (String code : cells) {
                training.ask(id -> new ToWorker.Execute(id, new Cell(code)));
            }
            String last = cells.getLast();
            training.ask(id -> new ToWorker.Evaluate(id, "1 + 1"));
            training.ask(id -> new ToWorker.Complete(id, last, last.length()));
            training.ask(id -> new ToWorker.Inspect(id, last, last.length()));
            training.ask(id -> new ToWorker.Check(id, last));
        }
    }

    private void ask(LongFunction<ToWorker> request) {
        link.send(request.apply(++asked));
        try {
            while (answers.take() != asked) {
                // The worker has asked itself something to warm up.
                continue;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(FromWorker message) {
        if (message instanceof FromWorker.Answer answer) {
            try {
                answers.put(answer.id());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(folder);
    }
}
