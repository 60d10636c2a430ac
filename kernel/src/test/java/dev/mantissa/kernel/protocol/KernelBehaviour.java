package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a kernel does, in a word for each row of the comparison. */
final class KernelBehaviour {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final KernelClient client;
    private final Phrases phrases;
    private final Map<String, String> rows = new LinkedHashMap<>();

    private KernelBehaviour(KernelClient client, Phrases phrases) {
        this.client = client;
        this.phrases = phrases;
    }

    static Map<String, String> of(KernelClient client, Phrases phrases) {
        KernelBehaviour all = new KernelBehaviour(client, phrases);
        all.row("status in kernel_info and comm_info replies", all::status);
        all.row("silent and store_history obeyed", all::flags);
        all.row("user_expressions evaluated", all::expressions);
        all.row("stop_on_error aborts what waits", all::aborts);
        all.row("history_request answered", all::history);
        all.row("output of a thread after its cell", all::late);
        all.row("text/plain beside HTML", all::plain);
        all.row("is_complete says invalid", all::invalid);
        all.row("inspect at the end of the code", all::inspect);
        return all.rows;
    }

    private void row(String name, Supplier<Boolean> test) {
        String word;
        try {
            word = test.get() ? "yes" : "no";
        } catch (IllegalStateException e) {
            word = "never";
        }
        rows.put(name, word);
    }

    private JsonObject ask(String type, Object... content) {
        return client.request(Channel.SHELL, type, Json.object(content), PATIENCE).content();
    }

    private boolean status() {
        return ask("kernel_info_request").has("status") && ask("comm_info_request").has("status");
    }

    private KernelClient.Reply execute(Object... content) {
        JsonObject all = Json.object("silent", false, "allow_stdin", false);
        Json.object(content).entrySet().forEach(e -> all.add(e.getKey(), e.getValue()));
        return client.execute(all, PATIENCE);
    }

    private static int count(KernelClient.Reply reply) {
        return Json.number(reply.reply().content(), "execution_count", -1);
    }

    private boolean flags() {
        int before = count(execute("code", "1"));
        boolean quiet =
                execute("code", "2", "silent", true).output().stream()
                        .noneMatch(m -> m.type().equals("execute_result"));
        execute("code", "3", "store_history", false);
        return quiet && count(execute("code", "4")) == before + 1;
    }

    private boolean expressions() {
        KernelClient.Reply reply =
                execute("code", phrases.define(), "user_expressions", Json.object("v", "six * 7"));
        return Json.child(reply.reply().content(), "user_expressions").toString().contains("42");
    }

    private String begin(String code) {
        return client.send(
                Channel.SHELL,
                "execute_request",
                Json.object(
                        "code", code, "silent", false, "stop_on_error", true, "allow_stdin", false),
                List.of());
    }

    private boolean aborts() {
        String failing = begin(phrases.fail());
        String next = begin("1");
        client.finish(failing, PATIENCE);
        return client.finish(next, PATIENCE).status().equals("aborted");
    }

    private boolean history() {
        return ask(
                        "history_request",
                        "hist_access_type",
                        "tail",
                        "n",
                        2,
                        "raw",
                        true,
                        "output",
                        false)
                .has("history");
    }

    private boolean late() {
        String id = client.execute(phrases.late(), PATIENCE).reply().parentId();
        Message message = client.nextOutput(PATIENCE);
        while (!message.type().equals("stream")) {
            message = client.nextOutput(PATIENCE);
        }
        return message.parentId().equals(id);
    }

    private boolean plain() {
        return execute("code", phrases.html()).output().stream()
                .filter(m -> m.type().equals("display_data"))
                .anyMatch(m -> Json.child(m.content(), "data").has("text/plain"));
    }

    private boolean invalid() {
        return Json.text(ask("is_complete_request", "code", phrases.invalid()), "status", "")
                .equals("invalid");
    }

    private boolean inspect() {
        String code = phrases.member();
        JsonObject reply =
                ask(
                        "inspect_request",
                        "code",
                        code,
                        "cursor_pos",
                        code.length(),
                        "detail_level",
                        0);
        return Json.flag(reply, "found", false);
    }
}
