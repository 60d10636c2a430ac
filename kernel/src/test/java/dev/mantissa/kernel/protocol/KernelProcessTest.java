package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.worker.PlainWorker;
import dev.mantissa.kernel.worker.WorkerSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a kernel in a process of its own: it leaves nothing behind. */
class KernelProcessTest {
    @TempDir private Path folder;

    /** Runs a kernel with a plain worker until it is shut down. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
            WorkerSession session = new WorkerSession(PlainWorker.command());
            new Kernel(ConnectionFile.read(Path.of(arguments[0])), session, new InputHistory(null))
                    .awaitEnd();
            System.exit(0);
        }
    }

    private Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "while (true) {}", "new java.net.ServerSocket(0).accept();"})
    void a_shutdown_is_answered_and_ends_both_processes_at_once(String busyWith) throws Exception {
        Path file = folder.resolve("kernel.json");
        ConnectionFile where = ConnectionFile.create(file);
        Process kernel = start(file);
        try (KernelClient client = new KernelClient(where)) {
            client.watch(new MessageRules());
            client.awaitKernel(LiveKernel.SOON);
            client.execute("1", LiveKernel.SOON);
            ProcessHandle worker = kernel.children().findFirst().orElseThrow();
            client.send(Channel.SHELL, "execute_request", Json.object("code", busyWith), List.of());
            Message reply =
                    client.request(
                            Channel.CONTROL,
                            "shutdown_request",
                            Json.object("restart", false),
                            LiveKernel.SOON);
            assertThat(reply.content().get("status").getAsString()).isEqualTo("ok");
            assertThat(kernel.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kernel.exitValue()).isZero();
            worker.onExit().get(10, TimeUnit.SECONDS);
        } finally {
            kernel.destroyForcibly();
        }
    }

    @Test
    void a_kernel_that_is_killed_takes_its_worker_along() throws Exception {
        Path file = folder.resolve("kernel.json");
        ConnectionFile where = ConnectionFile.create(file);
        Process kernel = start(file);
        try (KernelClient client = new KernelClient(where)) {
            client.awaitKernel(LiveKernel.SOON);
            client.execute("1", LiveKernel.SOON);
            ProcessHandle worker = kernel.children().findFirst().orElseThrow();
            kernel.destroyForcibly();
            worker.onExit().get(3, TimeUnit.SECONDS);
        } finally {
            kernel.destroyForcibly();
        }
    }

    @Test
    void garbage_on_the_sockets_is_dropped_and_counted() throws Exception {
        try (LiveKernel live = new LiveKernel()) {
            byte[] bytes = {1, 2, 3};
            live.client.sendFrames(Channel.SHELL, List.of(bytes));
            live.client.sendFrames(Channel.CONTROL, List.of(bytes, bytes, bytes, bytes, bytes));
            JsonObject header = live.client.header("execute_request");
            List<byte[]> forged =
                    new Wire("wrong", "hmac-sha256")
                            .encode(
                                    new Message(
                                            List.of(),
                                            header,
                                            new JsonObject(),
                                            new JsonObject(),
                                            Json.object("code", "int forged = 1;"),
                                            List.of()));
            live.client.sendFrames(Channel.SHELL, forged);
            assertThat(live.run("forged").status()).isEqualTo("error");
            assertThat(live.kernel.droppedMessages()).isEqualTo(3);
        }
    }
}
