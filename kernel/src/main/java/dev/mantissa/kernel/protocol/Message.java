package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * One message of the protocol.
 *
 * @param identities of who sent it or is to get it; the topic of what is published
 * @param parent the header of the request that it belongs to; empty for none
 */
public record Message(
        List<byte[]> identities,
        JsonObject header,
        JsonObject parent,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {
    /** Its {@code msg_type}. */
    public String type() {
        return Json.text(header, "msg_type", "");
    }

    /** Its {@code msg_id}. */
    public String id() {
        return Json.text(header, "msg_id", "");
    }

    /** The {@code msg_id} of the request that it belongs to, or an empty text. */
    public String parentId() {
        return Json.text(parent, "msg_id", "");
    }

    /** All that an answer to it needs. */
    Message withoutContent() {
        return new Message(
                identities, header, parent, new JsonObject(), new JsonObject(), List.of());
    }

    /** The subshell that is to answer, or an empty text for the main shell. */
    String subshell() {
        return Json.text(header, "subshell_id", "");
    }
}
