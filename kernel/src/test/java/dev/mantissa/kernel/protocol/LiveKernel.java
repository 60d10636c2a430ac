package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.worker.PlainWorker;
import dev.mantissa.kernel.worker.WorkerSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A kernel in this JVM with a worker in its own, and a client that checks every message. */
final class LiveKernel implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    final ConnectionFile where;
    final Kernel kernel;
    final KernelClient client;

    /** With the options of most tests: none. */
    static LiveKernel start() {
        try {
            return new LiveKernel();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LiveKernel(String... workerOptions) throws IOException {
        this(new InputHistory(null), workerOptions);
    }

    LiveKernel(InputHistory history, String... workerOptions) throws IOException {
        Path file = Files.createTempFile("kernel-", ".json");
        where = ConnectionFile.create(file);
        Files.delete(file);
        kernel = new Kernel(where, new WorkerSession(PlainWorker.command(workerOptions)), history);
        client = new KernelClient(where);
        settle(client);
    }

    /**
     * Waits for the kernel, and checks every message from then on. Of the request that waits, busy
     * may have gone before the subscription and idle come after it.
     */
    static void settle(KernelClient client) {
        client.awaitKernel(SOON);
        Message info = client.request(Channel.SHELL, "kernel_info_request", new JsonObject(), SOON);
        client.outputUntilIdle(info.parentId(), System.nanoTime() + SOON.toNanos());
        client.watch(new MessageRules());
    }

    KernelClient.Reply run(String code) {
        return client.execute(code, SOON);
    }

    /** The text of the value of a cell. */
    String value(String code) {
        return text(run(code));
    }

    static String text(KernelClient.Reply reply) {
        return reply.output().stream()
                .filter(m -> m.type().equals("execute_result"))
                .map(m -> m.content().getAsJsonObject("data").get("text/plain").getAsString())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no value: " + reply));
    }

    static List<String> types(KernelClient.Reply reply) {
        return reply.output().stream().map(Message::type).toList();
    }

    /** What an error reply says, its trace included. */
    static String error(KernelClient.Reply reply) {
        JsonObject content = reply.reply().content();
        return content.get("ename").getAsString()
                + ": "
                + content.get("evalue").getAsString()
                + "\n"
                + content.get("traceback");
    }

    Message ask(String type, Object... namesAndValues) {
        return client.request(Channel.SHELL, type, Json.object(namesAndValues), SOON);
    }

    /** Begins a cell and waits for the word that it prints first. */
    String begin(String code, String word) {
        String id =
                client.send(
                        Channel.SHELL,
                        "execute_request",
                        Json.object("code", code, "allow_stdin", false),
                        List.of());
        while (true) {
            Message message = client.nextOutput(SOON);
            if (message.parentId().equals(id)
                    && message.type().equals("stream")
                    && message.content().get("text").getAsString().contains(word)) {
                return id;
            }
        }
    }

    void interrupt() {
        client.request(Channel.CONTROL, "interrupt_request", new JsonObject(), SOON);
    }

    @Override
    public void close() {
        client.close();
        kernel.close();
    }
}
