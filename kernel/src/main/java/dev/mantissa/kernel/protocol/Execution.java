package dev.mantissa.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Evaluation;
import dev.mantissa.kernel.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the cells of {@code execute_request}s. */
final class Execution {
    private static final Set<String> LEAVE = Set.of("exit", "quit");

    private final Session session;
    private final Publisher publisher;
    private final StdinAsk stdin;
    private final OpenComms comms;
    private final InputHistory history;
    private final AtomicInteger count = new AtomicInteger();

    Execution(
            Session session,
            Publisher publisher,
            StdinAsk stdin,
            OpenComms comms,
            InputHistory history) {
        this.session = session;
        this.publisher = publisher;
        this.stdin = stdin;
        this.comms = comms;
        this.history = history;
    }

    /** Runs one and replies; before that calls {@code onFailure} if those behind it may not run. */
    void run(Message request, Runnable onFailure) {
        JsonObject asked = request.content();
        String code = Json.text(asked, "code", "");
        boolean silent = Json.flag(asked, "silent", false);
        boolean store = !silent && Json.flag(asked, "store_history", true);
        int number = store ? count.incrementAndGet() : count.get();
        if (!silent) {
            publisher.publish(
                    "execute_input",
                    request.header(),
                    Json.object("code", code, "execution_count", number));
        }
        if (LEAVE.contains(code.strip())) {
            publisher.reply(Channel.SHELL, request, leave(number));
            return;
        }
        boolean mayAsk = Json.flag(asked, "allow_stdin", true);
        CellPublisher output = new CellPublisher(publisher, request, stdin, comms, mayAsk);
        CellResult result = session.execute(new Cell(code, store, silent, number), output);
        stdin.ended(request);
        if (store && !code.isBlank()) {
            history.add(number, code, output.resultText());
        }
        JsonObject reply =
                switch (result) {
                    case CellResult.Ok _ -> ok(Json.child(asked, "user_expressions"), output);
                    case CellResult.Failed failed ->
                            CellPublisher.error(failed.error(), Json.object("status", "error"));
                    case CellResult.Interrupted stopped ->
                            CellPublisher.error(stopped.error(), Json.object("status", "error"));
                };
        output.end();
        reply.addProperty("execution_count", number);
        if (!(result instanceof CellResult.Ok) && Json.flag(asked, "stop_on_error", true)) {
            onFailure.run();
        }
        publisher.reply(Channel.SHELL, request, reply);
    }

    /** Replies that the kernel could not run it, and shows why. */
    void refuse(Message request, JsonObject error) {
        publisher.publish("error", request.header(), error);
        JsonObject reply = error.deepCopy();
        reply.addProperty("execution_count", count.get());
        publisher.reply(Channel.SHELL, request, reply);
    }

    /** Consoles leave it to the kernel to know the words by which a person leaves. */
    private static JsonObject leave(int number) {
        return Json.object(
                "status",
                "ok",
                "execution_count",
                number,
                "payload",
                List.of(Json.object("source", "ask_exit", "keepkernel", false)),
                "user_expressions",
                new JsonObject());
    }

    private JsonObject ok(JsonObject expressions, CellPublisher output) {
        JsonObject values = new JsonObject();
        for (Map.Entry<String, JsonElement> e : expressions.entrySet()) {
            values.add(e.getKey(), value(e.getValue(), output));
        }
        return Json.object("status", "ok", "payload", output.payload(), "user_expressions", values);
    }

    private JsonObject value(JsonElement expression, CellPublisher output) {
        String code = expression.isJsonPrimitive() ? expression.getAsString() : "";
        return switch (session.evaluate(code, output)) {
            case Evaluation.Value value -> {
                JsonObject content = CellPublisher.bundle(value.bundle());
                content.addProperty("status", "ok");
                yield content;
            }
            case Evaluation.Failure failure ->
                    CellPublisher.error(failure.error(), Json.object("status", "error"));
        };
    }

    /** Replies that it did not run: with no number, which JupyterLab would show beside the cell. */
    void abort(Message request) {
        publisher.reply(Channel.SHELL, request, Json.object("status", "aborted"));
    }
}
