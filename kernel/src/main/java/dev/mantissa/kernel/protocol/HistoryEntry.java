package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.jspecify.annotations.Nullable;

/**
 * A cell that was run.
 *
 * @param session its number
 * @param line the number of the cell in it
 */
record HistoryEntry(int session, int line, String input, @Nullable String output) {
    /**
     * As a line of JSON.
     *
     * @param writer tells the entries of one kernel from those of others
     */
    String json(String writer) {
        return Json.object(
                        "session", session,
                        "line", line,
                        "input", input,
                        "output", output,
                        "writer", writer)
                .toString();
    }

    /** The entry of a line; null if the line is no whole one, or that writer's own. */
    static @Nullable HistoryEntry parse(String line, String writer) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            if (Json.text(json, "writer", "").equals(writer)) {
                return null;
            }
            String output = json.get("output").isJsonNull() ? null : Json.text(json, "output", "");
            return new HistoryEntry(
                    Json.number(json, "session", 0),
                    Json.number(json, "line", 0),
                    Json.text(json, "input", ""),
                    output);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            // A line that a crash cut short.
            return null;
        }
    }
}
