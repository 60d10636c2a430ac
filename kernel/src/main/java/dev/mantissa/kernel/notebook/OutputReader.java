package dev.mantissa.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the outputs of a code cell; what nbformat does not know is left out. */
final class OutputReader {
    private final NotebookReader check;

    OutputReader(NotebookReader check) {
        this.check = check;
    }

    List<JsonObject> readAll(@Nullable JsonElement value, String path) {
        if (value == null || !value.isJsonArray()) {
            throw check.expected(path, "a list", value);
        }
        List<JsonObject> outputs = new ArrayList<>();
        for (JsonElement output : value.getAsJsonArray()) {
            String place = path + "[" + outputs.size() + "]";
            outputs.add(read(check.object(output, place), place));
        }
        return outputs;
    }

    private JsonObject read(JsonObject output, String path) {
        String type = check.string(output.get("output_type"), path + ".output_type");
        JsonObject copy = new JsonObject();
        copy.addProperty("output_type", type);
        switch (type) {
            case "stream" -> {
                copy.addProperty("name", check.string(output.get("name"), path + ".name"));
                copy.addProperty("text", check.text(output.get("text"), path + ".text"));
            }
            case "display_data" -> readBundle(output, copy, path);
            case "execute_result" -> {
                readBundle(output, copy, path);
                Integer count =
                        check.count(output.get("execution_count"), path + ".execution_count");
                copy.add(
                        "execution_count",
                        count == null ? JsonNull.INSTANCE : new JsonPrimitive(count));
            }
            case "error" -> readError(output, copy, path);
            default ->
                    throw check.fail(
                            path + ".output_type",
                            "'%s' is not one of stream, display_data, execute_result, error"
                                    .formatted(type));
        }
        return copy;
    }

    private void readBundle(JsonObject output, JsonObject copy, String path) {
        copy.add("data", check.bundle(output.get("data"), path + ".data"));
        copy.add("metadata", check.object(output.get("metadata"), path + ".metadata"));
    }

    private void readError(JsonObject output, JsonObject copy, String path) {
        copy.addProperty("ename", check.string(output.get("ename"), path + ".ename"));
        copy.addProperty("evalue", check.string(output.get("evalue"), path + ".evalue"));
        JsonElement lines = output.get("traceback");
        if (lines == null || !lines.isJsonArray()) {
            throw check.expected(path + ".traceback", "a list of strings", lines);
        }
        JsonArray checked = new JsonArray();
        for (JsonElement line : lines.getAsJsonArray()) {
            checked.add(check.string(line, path + ".traceback[" + checked.size() + "]"));
        }
        copy.add("traceback", checked);
    }
}
