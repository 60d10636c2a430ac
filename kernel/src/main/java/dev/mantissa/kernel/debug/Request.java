package dev.mantissa.kernel.debug;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of the debug adapter protocol. */
record Request(int seq, String command, Map<?, ?> arguments) {
    /** Reads it, however little there is of it. */
    static Request of(Map<?, ?> message) {
        String command = message.get("command") instanceof String name ? name : "";
        return new Request(Dap.number(message, "seq", 0), command, Dap.child(message, "arguments"));
    }

    Map<String, Object> done(Map<String, Object> body) {
        return reply(true, null, body);
    }

    Map<String, Object> failed(String why) {
        return reply(false, why, Map.of());
    }

    private Map<String, Object> reply(
            boolean success, @Nullable String message, Map<String, Object> body) {
        return Dap.object(
                "type",
                "response",
                "seq",
                seq,
                "request_seq",
                seq,
                "command",
                command,
                "success",
                success,
                "message",
                message,
                "body",
                body);
    }
}
