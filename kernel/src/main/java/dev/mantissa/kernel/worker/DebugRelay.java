package dev.mantissa.kernel.worker;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Hands on the events of a worker's debugger, and tells of its end if the worker is lost. */
final class DebugRelay {
    private final Set<Long> stopped = new LinkedHashSet<>();
    private boolean started;
    private volatile Consumer<Map<String, Object>> listener = event -> {};

    void listen(Consumer<Map<String, Object>> all) {
        listener = all;
    }

    synchronized void take(Map<String, Object> event) {
        switch (String.valueOf(event.get("event"))) {
            case "initialized" -> started = true;
            case "terminated" -> forget();
            case "stopped" -> stopped.add(thread(event));
            case "continued" -> stopped.remove(thread(event));
            default -> {}
        }
        listener.accept(event);
    }

    private static long thread(Map<String, Object> event) {
        return event.get("body") instanceof Map<?, ?> body
                        && body.get("threadId") instanceof Number id
                ? id.longValue()
                : 0;
    }

    private void forget() {
        started = false;
        stopped.clear();
    }

    /** The worker has ended. */
    synchronized void lost() {
        if (!started) {
            return;
        }
        stopped.forEach(
                id -> tell("continued", Map.of("threadId", id, "allThreadsContinued", true)));
        tell("exited", Map.of("exitCode", 1));
        tell("terminated", Map.of());
        forget();
    }

    private void tell(String event, Map<String, Object> body) {
        listener.accept(Map.of("type", "event", "seq", 0, "event", event, "body", body));
    }
}
