package dev.mantissa.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/** Turns a notebook into the text of its file. */
final class NotebookWriter {
    private NotebookWriter() {}

    static String write(Notebook notebook) {
        JsonObject root = new JsonObject();
        JsonArray cells = new JsonArray();
        notebook.cells().forEach(c -> cells.add(cell(c)));
        root.add("cells", cells);
        JsonObject metadata = notebook.metadata().deepCopy();
        // Widget state without its models breaks the page on GitHub, and no widget is stored.
        metadata.remove("widgets");
        root.add("metadata", metadata);
        root.addProperty("nbformat", 4);
        root.addProperty("nbformat_minor", 5);
        return JsonTree.write(root) + "\n";
    }

    private static JsonObject cell(NotebookCell cell) {
        JsonObject json = new JsonObject();
        json.addProperty("cell_type", cell.type().word());
        json.addProperty("id", cell.id());
        json.add("metadata", cell.metadata());
        json.add("source", lines(cell.source()));
        if (cell.isCode()) {
            Integer count = cell.executionCount();
            json.add(
                    "execution_count",
                    count == null ? JsonNull.INSTANCE : new JsonPrimitive(count));
            JsonArray outputs = new JsonArray();
            cell.outputs().forEach(o -> outputs.add(output(o)));
            json.add("outputs", outputs);
        } else if (cell.attachments() != null) {
            json.add("attachments", cell.attachments());
        }
        return json;
    }

    private static JsonObject output(JsonObject output) {
        JsonObject json = output.deepCopy();
        if (json.has("text")) {
            json.add("text", lines(json.get("text").getAsString()));
        }
        if (json.has("data")) {
            JsonObject data = json.getAsJsonObject("data");
            for (Map.Entry<String, JsonElement> e : data.entrySet()) {
                if (isLines(e.getKey(), e.getValue())) {
                    e.setValue(lines(e.getValue().getAsString()));
                }
            }
        }
        return json;
    }

    private static boolean isLines(String type, JsonElement value) {
        return (type.startsWith("text/")
                        || type.equals("image/svg+xml")
                        || type.equals("application/javascript"))
                && value.isJsonPrimitive();
    }

    /** Text as a list of lines, each but the last with its line end. */
    private static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start) + 1;
            end = end == 0 ? text.length() : end;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
