package dev.mantissa.kernel.comm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message of a comm, in either direction.
 *
 * @param commId names the comm
 * @param target who is to answer; only when it is opened, else null
 * @param data a tree of maps, lists, strings, numbers and booleans
 * @param metadata the same, about the message
 * @param buffers binary data that stands beside {@code data}
 */
public record CommEvent(
        Kind kind,
        String commId,
        @Nullable String target,
        Map<String, Object> data,
        Map<String, Object> metadata,
        List<byte[]> buffers) {
    /** What a person leaves out as null is empty. */
    public CommEvent {
        data = Objects.requireNonNullElse(data, Map.of());
        metadata = Objects.requireNonNullElse(metadata, Map.of());
        buffers = Objects.requireNonNullElse(buffers, List.of());
    }

    /** What happens to the comm. */
    public enum Kind {
        OPEN,
        MESSAGE,
        CLOSE
    }
}
