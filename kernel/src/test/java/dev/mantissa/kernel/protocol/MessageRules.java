package dev.mantissa.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The message specification 5.5, checked on every message that a client receives, and that busy and
 * idle come in pairs.
 */
final class MessageRules implements Consumer<Message> {
    private static final Predicate<JsonElement> TEXT =
            e -> e.isJsonPrimitive() && e.getAsJsonPrimitive().isString();
    private static final Predicate<JsonElement> NUMBER =
            e -> e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber();
    private static final Predicate<JsonElement> FLAG =
            e -> e.isJsonPrimitive() && e.getAsJsonPrimitive().isBoolean();
    private static final Predicate<JsonElement> OBJECT = JsonElement::isJsonObject;
    private static final Predicate<JsonElement> LIST = JsonElement::isJsonArray;
    private static final Predicate<JsonElement> BUNDLE =
            e -> e.isJsonObject() && e.getAsJsonObject().has("text/plain");
    private static final Predicate<JsonElement> COUNT = NUMBER.and(e -> e.getAsInt() >= 0);

    private static final Map<String, Map<String, Predicate<JsonElement>>> CONTENT =
            Map.ofEntries(
                    Map.entry(
                            "status", Map.of("execution_state", oneOf("starting", "busy", "idle"))),
                    Map.entry("stream", Map.of("name", oneOf("stdout", "stderr"), "text", TEXT)),
                    Map.entry("execute_input", Map.of("code", TEXT, "execution_count", COUNT)),
                    Map.entry(
                            "execute_result",
                            Map.of("data", BUNDLE, "metadata", OBJECT, "execution_count", COUNT)),
                    Map.entry(
                            "display_data",
                            Map.of("data", BUNDLE, "metadata", OBJECT, "transient", OBJECT)),
                    Map.entry(
                            "update_display_data",
                            Map.of(
                                    "data",
                                    BUNDLE,
                                    "metadata",
                                    OBJECT,
                                    "transient",
                                    e -> e.getAsJsonObject().has("display_id"))),
                    Map.entry("error", Map.of("ename", TEXT, "evalue", TEXT, "traceback", LIST)),
                    Map.entry("clear_output", Map.of("wait", FLAG)),
                    Map.entry(
                            "debug_event",
                            Map.of("type", oneOf("event"), "event", TEXT, "seq", COUNT)),
                    Map.entry(
                            "debug_reply",
                            Map.of(
                                    "type",
                                    oneOf("response"),
                                    "request_seq",
                                    NUMBER,
                                    "command",
                                    TEXT,
                                    "success",
                                    FLAG)),
                    Map.entry("iopub_welcome", Map.of("subscription", TEXT)),
                    Map.entry("shutdown_reply", Map.of("status", TEXT, "restart", FLAG)),
                    Map.entry("interrupt_reply", Map.of("status", TEXT)),
                    Map.entry("input_request", Map.of("prompt", TEXT, "password", FLAG)),
                    Map.entry(
                            "comm_open",
                            Map.of("comm_id", TEXT, "target_name", TEXT, "data", OBJECT)),
                    Map.entry("comm_msg", Map.of("comm_id", TEXT, "data", OBJECT)),
                    Map.entry("comm_close", Map.of("comm_id", TEXT, "data", OBJECT)),
                    Map.entry("create_subshell_reply", Map.of("status", TEXT, "subshell_id", TEXT)),
                    Map.entry("delete_subshell_reply", Map.of("status", TEXT)),
                    Map.entry("list_subshell_reply", Map.of("status", TEXT, "subshell_id", LIST)),
                    Map.entry(
                            "execute_reply",
                            Map.of("status", oneOf("ok", "error"), "execution_count", COUNT)),
                    Map.entry(
                            "complete_reply",
                            Map.of(
                                    "status",
                                    TEXT,
                                    "matches",
                                    LIST,
                                    "cursor_start",
                                    COUNT,
                                    "cursor_end",
                                    COUNT,
                                    "metadata",
                                    OBJECT)),
                    Map.entry(
                            "inspect_reply",
                            Map.of(
                                    "status",
                                    TEXT,
                                    "found",
                                    FLAG,
                                    "data",
                                    OBJECT,
                                    "metadata",
                                    OBJECT)),
                    Map.entry(
                            "is_complete_reply",
                            Map.of(
                                    "status",
                                    oneOf("complete", "incomplete", "invalid", "unknown"))),
                    Map.entry("history_reply", Map.of("status", TEXT, "history", LIST)),
                    Map.entry("comm_info_reply", Map.of("status", TEXT, "comms", OBJECT)),
                    Map.entry(
                            "kernel_info_reply",
                            Map.of(
                                    "status", oneOf("ok"),
                                    "protocol_version", oneOf("5.5"),
                                    "implementation", TEXT,
                                    "implementation_version", TEXT,
                                    "language_info", MessageRules::isLanguage,
                                    "banner", TEXT,
                                    "help_links", LIST,
                                    "debugger", FLAG,
                                    "supported_features", LIST)));

    private final Map<String, String> states = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private static Predicate<JsonElement> oneOf(String... values) {
        return TEXT.and(e -> List.of(values).contains(e.getAsString()));
    }

    private static boolean isLanguage(JsonElement e) {
        JsonObject language = e.getAsJsonObject();
        return List.of("name", "version", "mimetype", "file_extension", "pygments_lexer").stream()
                        .allMatch(n -> language.has(n) && TEXT.test(language.get(n)))
                && language.get("file_extension").getAsString().startsWith(".");
    }

    @Override
    public void accept(Message message) {
        header(message.header(), message);
        if (!message.parent().isEmpty()) {
            header(message.parent(), message);
        }
        require(ids.add(message.id()), "its msg_id is new", message);
        String status =
                message.content().has("status")
                        ? message.content().get("status").getAsString()
                        : "";
        Map<String, Predicate<JsonElement>> rules =
                switch (status) {
                    case "error" -> Map.of("ename", TEXT, "evalue", TEXT, "traceback", LIST);
                    case "aborted" -> Map.of();
                    default -> CONTENT.get(message.type());
                };
        require(rules != null, "its type is in the specification", message);
        rules.forEach((name, rule) -> {
            JsonElement value = message.content().get(name);
            require(value != null && rule.test(value), name, message);
        });
        if (message.type().equals("execute_reply") && status.equals("ok")) {
            require(message.content().has("user_expressions"), "user_expressions", message);
        }
        if (status.equals("aborted")) {
            require(!message.content().has("execution_count"), "no number", message);
        }
        status(message);
    }

    private static void header(JsonObject header, Message message) {
        for (String name :
                List.of("msg_id", "session", "username", "date", "msg_type", "version")) {
            require(header.has(name) && TEXT.test(header.get(name)), "header " + name, message);
        }
        OffsetDateTime.parse(header.get("date").getAsString());
        require(header.get("version").getAsString().equals("5.5"), "version 5.5", message);
    }

    private void status(Message message) {
        if (!message.type().equals("status")) {
            return;
        }
        String state = message.content().get("execution_state").getAsString();
        String before = states.put(message.parentId(), state);
        switch (state) {
            case "busy" -> require(before == null, "busy once for each request", message);
            case "idle" -> require("busy".equals(before), "idle after busy", message);
            default -> require(message.parent().isEmpty(), "starting has no parent", message);
        }
    }

    private static void require(boolean holds, String what, Message message) {
        if (!holds) {
            throw new AssertionError(
                    "the specification asks for: %s, in %s %s"
                            .formatted(what, message.type(), message.content()));
        }
    }
}
