package dev.mantissa.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** A debugging front end on a live kernel: speaks as JupyterLab does. */
final class DebugClient implements AutoCloseable {
    private final LiveKernel live;
    private final Deque<JsonObject> events = new ArrayDeque<>();
    private final List<Message> others = new ArrayList<>();
    private int seq;

    private DebugClient(LiveKernel live) {
        this.live = live;
    }

    /** One that has begun to debug. */
    static DebugClient attached(LiveKernel live) {
        DebugClient client = new DebugClient(live);
        client.start();
        return client;
    }

    /** Detaches. Cells must go on without it. */
    @Override
    public void close() {
        body("disconnect");
        if (!live.value("6 * 7").equals("42")) {
            throw new AssertionError("cells do not go on without a debugger");
        }
    }

    /** Sends a request and gives its whole answer. */
    JsonObject ask(String command, Object... arguments) {
        return send(request(command, arguments));
    }

    private JsonObject request(String command, Object... arguments) {
        return Json.object(
                "type",
                "request",
                "seq",
                ++seq,
                "command",
                command,
                "arguments",
                Json.object(arguments));
    }

    /** Sends a request without waiting for its answer; gives the number of the message. */
    private String post(String command, Object... arguments) {
        return live.client.send(
                Channel.CONTROL, "debug_request", request(command, arguments), List.of());
    }

    JsonObject send(JsonObject content) {
        return live.client
                .request(Channel.CONTROL, "debug_request", content, LiveKernel.SOON)
                .content();
    }

    /** The body of an answer, which must be a good one. */
    JsonObject body(String command, Object... arguments) {
        JsonObject reply = ask(command, arguments);
        if (!reply.get("success").getAsBoolean()) {
            throw new AssertionError(command + " -> " + reply);
        }
        return reply.getAsJsonObject("body");
    }

    /** Why a request fails, which it must. */
    String failure(String command, Object... arguments) {
        JsonObject reply = ask(command, arguments);
        if (reply.get("success").getAsBoolean()) {
            throw new AssertionError(command + " -> " + reply);
        }
        return reply.get("message").getAsString();
    }

    void start() {
        start("vscode");
    }

    /** Starts the debugger in the name of a front end. */
    void start(String client) {
        body(
                "initialize",
                "clientID",
                client,
                "adapterID",
                "mantissa",
                "pathFormat",
                "path",
                "linesStartAt1",
                true,
                "columnsStartAt1",
                true,
                "supportsVariableType",
                true,
                "supportsVariablePaging",
                true);
        body("attach");
    }

    /** Sets breakpoints as JupyterLab does; gives the lines at which they are. */
    List<Integer> breakAt(String code, int... lines) {
        JsonArray points = new JsonArray();
        for (int line : lines) {
            points.add(Json.object("line", line));
        }
        JsonObject set =
                body(
                        "setBreakpoints",
                        "source",
                        Json.object("path", path(code)),
                        "breakpoints",
                        points,
                        "sourceModified",
                        false);
        return set.getAsJsonArray("breakpoints").asList().stream()
                .map(b -> b.getAsJsonObject().get("line").getAsInt())
                .toList();
    }

    String path(String code) {
        return body("dumpCell", "code", code).get("sourcePath").getAsString();
    }

    /** Begins a cell. */
    String begin(String code) {
        return live.client.send(
                Channel.SHELL,
                "execute_request",
                Json.object("code", code, "allow_stdin", false),
                List.of());
    }

    /** The next event of that name; others before it are passed over. */
    JsonObject event(String name) {
        while (true) {
            while (!events.isEmpty()) {
                JsonObject event = events.remove();
                if (event.get("event").getAsString().equals(name)) {
                    return event.getAsJsonObject("body");
                }
            }
            take(live.client.nextOutput(LiveKernel.SOON));
        }
    }

    private void take(Message message) {
        if (message.type().equals("debug_event")) {
            events.add(message.content());
        } else {
            others.add(message);
        }
    }

    /** Waits until a thread stops, and gives where: cell line and reason. */
    String stopped() {
        JsonObject body = event("stopped");
        thread = body.get("threadId").getAsInt();
        return body.get("reason").getAsString() + " " + lines();
    }

    private int thread;

    /** Looks at that thread from then on. */
    void onThread(int id) {
        thread = id;
    }

    int thread() {
        return thread;
    }

    /** The frames of the stopped thread, innermost first. */
    List<JsonObject> frames() {
        return objects(body("stackTrace", "threadId", thread).getAsJsonArray("stackFrames"));
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    /** The frames as {@code name:line}. */
    List<String> lines() {
        return frames().stream()
                .map(f -> f.get("name").getAsString() + ":" + f.get("line").getAsInt())
                .toList();
    }

    /** The variables of a scope of a frame. */
    Map<String, JsonObject> scope(int frame, String scope) {
        JsonObject body = body("scopes", "frameId", frames().get(frame).get("id").getAsInt());
        return objects(body.getAsJsonArray("scopes")).stream()
                .filter(s -> s.get("name").getAsString().equals(scope))
                .map(s -> variables(s.get("variablesReference").getAsInt()))
                .findFirst()
                .orElseThrow();
    }

    /** A variable of the session. */
    JsonObject global(String name) {
        return objects(body("inspectVariables").getAsJsonArray("variables")).stream()
                .filter(v -> v.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Map<String, JsonObject> variables(int reference, Object... paging) {
        Object[] arguments = new Object[paging.length + 2];
        arguments[0] = "variablesReference";
        arguments[1] = reference;
        System.arraycopy(paging, 0, arguments, 2, paging.length);
        Map<String, JsonObject> all = new TreeMap<>();
        objects(body("variables", arguments).getAsJsonArray("variables"))
                .forEach(v -> all.put(v.get("name").getAsString(), v));
        return all;
    }

    /** The local variables of a frame as {@code name=value}. */
    List<String> locals(int frame) {
        return scope(frame, "Locals").entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().get("value").getAsString())
                .toList();
    }

    String evaluate(String expression) {
        return body(
                        "evaluate",
                        "expression",
                        expression,
                        "frameId",
                        frames().getFirst().get("id").getAsInt())
                .get("result")
                .getAsString();
    }

    String evaluationFailure(String expression) {
        return failure(
                "evaluate",
                "expression",
                expression,
                "frameId",
                frames().getFirst().get("id").getAsInt());
    }

    /** Sends an expression whose value nobody will get. */
    void evaluateUnanswered(String expression) {
        post(
                "evaluate",
                "expression",
                expression,
                "frameId",
                frames().getFirst().get("id").getAsInt());
    }

    void step(String command) {
        body(command, "threadId", thread);
    }

    /**
     * Lets the thread go on; gives the states of that request and the events up to the next stop.
     */
    List<String> published(String command) {
        String id = post(command, "threadId", thread);
        List<String> published = new ArrayList<>();
        while (!published.contains("stopped")) {
            Message message = live.client.nextOutput(LiveKernel.SOON);
            if (message.type().equals("debug_event")) {
                published.add(message.content().get("event").getAsString());
            } else if (message.parentId().equals(id)) {
                published.add(message.content().get("execution_state").getAsString());
            }
        }
        return published;
    }

    /** Waits for the end of a cell; gives its status. */
    String finish(String id) {
        Message reply = live.client.reply(Channel.SHELL, id, LiveKernel.SOON);
        AtomicReference<String> state = new AtomicReference<>("");
        Deque<Message> seen = new ArrayDeque<>(others);
        others.clear();
        while (!state.get().equals("idle")) {
            Message message =
                    seen.isEmpty() ? live.client.nextOutput(LiveKernel.SOON) : seen.remove();
            if (message.type().equals("debug_event")) {
                events.add(message.content());
            } else if (message.type().equals("status") && message.parentId().equals(id)) {
                state.set(message.content().get("execution_state").getAsString());
            }
        }
        return reply.content().get("status").getAsString();
    }
}
