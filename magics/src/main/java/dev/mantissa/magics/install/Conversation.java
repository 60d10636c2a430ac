package dev.mantissa.magics.install;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.mantissa.kernel.protocol.Channel;
import dev.mantissa.kernel.protocol.ConnectionFile;
import dev.mantissa.kernel.protocol.KernelClient;
import dev.mantissa.kernel.protocol.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a kernel and talks with it over ZeroMQ, as a front end does. */
final class Conversation {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long EXIT_SECONDS = 1;
    private static final String REMEDY =
            "What the kernel printed is above, if anything; ./mantissa install writes it anew, ./mantissa info shows settings.";
    private static final String PRODUCT =
            "Tensor a = Tensor.randn(1, 64, 64);\na.matmul(a).errorAgainst(a.matmulF64(a)).relativeFrobenius()";
    private static final String CHART =
            "display(Charts.bars(\"doctor\", \"ms\").bar(\"one\", 1).bar(\"two\", 2));";
    private static final String ECHO =
            "Comms.register(\"doctor\", (comm, opened) -> comm.send(opened.data(), Map.of(), opened.buffers()));";

    private final List<String> command;

    Conversation(List<String> command) {
        this.command = command;
    }

    void hold(Consumer<Check> told) {
        try {
            Path file = Files.createTempFile("mantissa-doctor-", ".json");
            ConnectionFile where = ConnectionFile.create(file);
            List<String> words =
                    command.stream()
                            .map(w -> w.replace("{connection_file}", file.toString()))
                            .toList();
            Process process = new ProcessBuilder(words).inheritIO().start();
            try (KernelClient client = new KernelClient(where)) {
                talk(client, process, told);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            told.accept(Check.bad("kernel", String.valueOf(e.getMessage()), REMEDY));
        }
    }

    private static void talk(KernelClient client, Process process, Consumer<Check> told) {
        Check start = Check.timed("kernel", REMEDY, () -> info(client, process));
        told.accept(start);
        if (!start.ok()) {
            return;
        }
        Check first = Check.timed("first cell", REMEDY, () -> "1 + 1 is " + value(client, "1 + 1"));
        told.accept(first);
        if (first.ok()) {
            converse(client, told);
        }
        told.accept(Check.timed("shutdown", REMEDY, () -> shutdown(client, process)));
    }

    /** Where no cell runs, all of these would only wait. */
    private static void converse(KernelClient client, Consumer<Check> told) {
        told.accept(
                Check.timed("product", REMEDY, () -> "relative error " + value(client, PRODUCT)));
        told.accept(Check.timed("chart", REMEDY, () -> chart(client)));
        told.accept(Check.timed("comm", REMEDY, () -> comm(client)));
        told.accept(Check.timed("interrupt", REMEDY, () -> interrupt(client)));
    }

    /** Answered within the time that a front end waits, and not by a process that has ended. */
    private static String info(KernelClient client, Process process) {
        String id = client.send(Channel.SHELL, "kernel_info_request", new JsonObject(), List.of());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Message reply = client.reply(Channel.SHELL, id, Duration.ofMillis(200));
                while (!client.nextOutput(PATIENCE).type().equals("iopub_welcome")) {}
                return "protocol " + reply.content().get("protocol_version").getAsString();
            } catch (IllegalStateException late) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            process.isAlive()
                                    ? "no answer within a minute"
                                    : "it ended with status " + process.exitValue());
                }
            }
        }
    }

    private static KernelClient.Reply run(KernelClient client, String code) {
        KernelClient.Reply reply = client.execute(code, PATIENCE);
        if (!reply.status().equals("ok")) {
            throw new IllegalStateException(reply.reply().content().get("evalue").getAsString());
        }
        return reply;
    }

    private static String value(KernelClient client, String code) {
        return run(client, code).output().stream()
                .filter(m -> m.type().equals("execute_result"))
                .map(m -> data(m).get("text/plain").getAsString())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no value came"));
    }

    private static JsonObject data(Message message) {
        return message.content().getAsJsonObject("data");
    }

    private static String chart(KernelClient client) {
        JsonObject data =
                run(client, CHART).output().stream()
                        .filter(m -> m.type().equals("display_data"))
                        .map(Conversation::data)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no picture came"));
        for (String type : List.of("image/svg+xml", "image/png", "text/plain")) {
            JsonElement picture = data.get(type);
            if (picture == null) {
                throw new IllegalStateException("the chart has no " + type);
            }
        }
        return "svg, png and text";
    }

    private static String comm(KernelClient client) {
        run(client, ECHO);
        JsonObject open = new JsonObject();
        open.addProperty("comm_id", "doctor");
        open.addProperty("target_name", "doctor");
        JsonObject data = new JsonObject();
        data.addProperty("question", 42);
        open.add("data", data);
        byte[] binary = {0, 1, 2, -1};
        String id = client.send(Channel.SHELL, "comm_open", open, List.of(binary));
        List<Message> answer = client.outputUntilIdle(id, System.nanoTime() + PATIENCE.toNanos());
        boolean echoed =
                answer.stream()
                        .anyMatch(m ->
                                m.type().equals("comm_msg")
                                        && data(m).equals(data)
                                        && m.buffers().size() == 1
                                        && Arrays.equals(m.buffers().getFirst(), binary));
        if (!echoed) {
            throw new IllegalStateException("the echo did not come back");
        }
        return "data and binary buffer echoed";
    }

    private static String interrupt(KernelClient client) {
        JsonObject cell = new JsonObject();
        cell.addProperty("code", "{ println(\"go\"); while (true) {} }");
        String id = client.send(Channel.SHELL, "execute_request", cell, List.of());
        while (!client.nextOutput(PATIENCE).type().equals("stream")) {}
        client.request(Channel.CONTROL, "interrupt_request", new JsonObject(), PATIENCE);
        if (!client.finish(id, PATIENCE).status().equals("error")) {
            throw new IllegalStateException("an endless loop was interrupted and gave no error");
        }
        return "an endless loop was stopped";
    }

    private static String shutdown(KernelClient client, Process process)
            throws InterruptedException {
        client.request(Channel.CONTROL, "shutdown_request", new JsonObject(), PATIENCE);
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it still runs after " + EXIT_SECONDS + " s");
        }
        return "ended with status " + process.exitValue();
    }
}
