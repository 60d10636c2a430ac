package dev.mantissa.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.mantissa.kernel.session.Completeness;
import dev.mantissa.kernel.session.Completion;
import dev.mantissa.kernel.session.Inspection;
import dev.mantissa.kernel.session.Session;
import java.util.Locale;
import java.util.Optional;

/** Replies to what a front end asks while a person types. */
final class Assistance {
    private final Session session;

    Assistance(Session session) {
        this.session = session;
    }

    private static int cursor(JsonObject request, String code) {
        return CodePoints.toUtf16(code, Json.number(request, "cursor_pos", code.length()));
    }

    JsonObject complete(JsonObject request) {
        String code = Json.text(request, "code", "");
        Completion found = session.complete(code, cursor(request, code));
        int start = CodePoints.ofUtf16(code, found.start());
        int end = CodePoints.ofUtf16(code, found.end());
        JsonArray matches = new JsonArray();
        JsonArray types = new JsonArray();
        for (Completion.Candidate candidate : found.candidates()) {
            matches.add(candidate.text());
            types.add(
                    Json.object(
                            "text", candidate.text(),
                            "type", candidate.type(),
                            "signature", candidate.detail(),
                            "start", start,
                            "end", end));
        }
        return Json.object(
                "status",
                "ok",
                "matches",
                matches,
                "cursor_start",
                start,
                "cursor_end",
                end,
                "metadata",
                Json.object("_jupyter_types_experimental", types));
    }

    JsonObject inspect(JsonObject request) {
        String code = Json.text(request, "code", "");
        Optional<Inspection> found = session.inspect(code, cursor(request, code));
        boolean detailed = Json.number(request, "detail_level", 0) > 0;
        JsonObject data =
                found.map(i -> detailed ? i.toDetailedBundle() : i.toBundle())
                        .map(bundle -> (JsonObject) Json.of(bundle.data()))
                        .orElseGet(JsonObject::new);
        return Json.object(
                "status",
                "ok",
                "found",
                found.isPresent(),
                "data",
                data,
                "metadata",
                new JsonObject());
    }

    JsonObject isComplete(JsonObject request) {
        Completeness found = session.isComplete(Json.text(request, "code", ""));
        JsonObject reply = Json.object("status", found.status().name().toLowerCase(Locale.ROOT));
        if (found.status() == Completeness.Status.INCOMPLETE) {
            reply.addProperty("indent", found.indent());
        }
        return reply;
    }
}
