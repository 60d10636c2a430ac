package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.comm.CommEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The comms that are open between the session and its front ends: id and target of each. */
final class OpenComms {
    private final Map<String, String> targets = new ConcurrentHashMap<>();

    void sent(CommEvent event) {
        switch (event.kind()) {
            case OPEN -> targets.put(event.commId(), String.valueOf(event.target()));
            case CLOSE -> targets.remove(event.commId());
            case MESSAGE -> {}
        }
    }

    /** What a {@code comm_open}, {@code comm_msg} or {@code comm_close} says. */
    CommEvent received(Message message) {
        JsonObject content = message.content();
        CommEvent.Kind kind =
                switch (message.type()) {
                    case "comm_open" -> CommEvent.Kind.OPEN;
                    case "comm_msg" -> CommEvent.Kind.MESSAGE;
                    default -> CommEvent.Kind.CLOSE;
                };
        CommEvent event =
                new CommEvent(
                        kind,
                        Json.text(content, "comm_id", ""),
                        kind == CommEvent.Kind.OPEN ? Json.text(content, "target_name", "") : null,
                        Json.map(Json.child(content, "data")),
                        Json.map(message.metadata()),
                        message.buffers());
        sent(event);
        return event;
    }

    /** The content of a {@code comm_info_reply}, of all targets or of one. */
    JsonObject info(String target) {
        JsonObject comms = new JsonObject();
        targets.forEach((id, name) -> {
            if (target.isEmpty() || target.equals(name)) {
                comms.add(id, Json.object("target_name", name));
            }
        });
        return Json.object("status", "ok", "comms", comms);
    }
}
