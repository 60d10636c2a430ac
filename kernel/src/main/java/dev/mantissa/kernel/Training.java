package dev.mantissa.kernel;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.protocol.Channel;
import dev.mantissa.kernel.protocol.ConnectionFile;
import dev.mantissa.kernel.protocol.InputHistory;
import dev.mantissa.kernel.protocol.Kernel;
import dev.mantissa.kernel.protocol.KernelClient;
import dev.mantissa.kernel.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A short conversation of a kernel with itself, from which the JVM makes its AOT cache. */
final class Training {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Training() {}

    /** Runs it and gives the exit status. */
    static int run(Session session) {
        try {
            Path file = Files.createTempFile("mantissa-training-", ".json");
            ConnectionFile where = ConnectionFile.create(file);
            Files.delete(file);
            try (Kernel kernel = new Kernel(where, session, new InputHistory(null));
                    KernelClient client = new KernelClient(where)) {
                converse(client);
                return kernel.droppedMessages() == 0 ? 0 : 1;
            }
        } catch (IOException | IllegalStateException e) {
            System.err.println("mantissa: training failed: " + e.getMessage());
            return 1;
        }
    }

    private static void converse(KernelClient client) {
        client.awaitKernel(PATIENCE);
        client.heartbeat(PATIENCE);
        client.execute("println(1 + 1);\n1 + 1", PATIENCE);
        client.execute("display(new Html(\"<b>1</b>\"))", PATIENCE);
        client.execute("unknown", PATIENCE);
        for (String type : List.of("complete_request", "inspect_request", "is_complete_request")) {
            JsonObject content = new JsonObject();
            content.addProperty("code", "System.out.print");
            content.addProperty("cursor_pos", 16);
            client.request(Channel.SHELL, type, content, PATIENCE);
        }
        client.request(Channel.CONTROL, "interrupt_request", new JsonObject(), PATIENCE);
        client.request(Channel.SHELL, "history_request", new JsonObject(), PATIENCE);
        client.request(Channel.SHELL, "comm_info_request", new JsonObject(), PATIENCE);
    }
}
