package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The main shell and the subshells that front ends have made. */
final class Subshells {
    private final Shell main = new Shell("shell");
    private final Map<String, Shell> others = new ConcurrentHashMap<>();

    /** The shell that is to answer; the main one if the subshell is unknown. */
    Shell of(Message request) {
        return others.getOrDefault(request.subshell(), main);
    }

    JsonObject create() {
        String id = UUID.randomUUID().toString();
        others.put(id, new Shell("subshell " + id));
        return Json.object("status", "ok", "subshell_id", id);
    }

    JsonObject delete(JsonObject request) {
        String id = Json.text(request, "subshell_id", "");
        Shell shell = others.remove(id);
        if (shell == null) {
            return Json.object(
                    "status",
                    "error",
                    "ename",
                    "UnknownSubshell",
                    "evalue",
                    "there is no subshell '%s'; list_subshell_request names those that there are."
                            .formatted(id),
                    "traceback",
                    List.of());
        }
        shell.close();
        return Json.object("status", "ok");
    }

    JsonObject list() {
        return Json.object("status", "ok", "subshell_id", List.copyOf(others.keySet()));
    }

    /** Ends all, waiting a moment for what they are at. */
    void close(long millis) throws InterruptedException {
        List<Shell> all = new ArrayList<>(others.values());
        all.add(main);
        all.forEach(Shell::close);
        for (Shell shell : all) {
            shell.join(millis);
        }
    }
}
