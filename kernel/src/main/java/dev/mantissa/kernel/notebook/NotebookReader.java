package dev.mantissa.kernel.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the text of a notebook file into a {@link Notebook}, checking every field it uses. */
final class NotebookReader {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final String file;
    private final OutputReader outputs;

    NotebookReader(String file) {
        this.file = file;
        this.outputs = new OutputReader(this);
    }

    Notebook read(String json) {
        JsonObject root = object(JsonTree.read(json, file), "");
        int major = integer(root.get("nbformat"), "nbformat");
        if (major != 4) {
            throw fail(
                    "nbformat",
                    "version %d; only version 4 is read. Open and save it in a present Jupyter, or run: jupyter nbconvert --to notebook"
                            .formatted(major));
        }
        integer(root.get("nbformat_minor"), "nbformat_minor");
        JsonObject metadata = object(root.get("metadata"), "metadata");
        JsonElement list = root.get("cells");
        if (list == null || !list.isJsonArray()) {
            throw expected("cells", "a list", list);
        }
        List<NotebookCell> cells = new ArrayList<>();
        for (JsonElement cell : list.getAsJsonArray()) {
            String path = "cells[" + cells.size() + "]";
            cells.add(cell(object(cell, path), path));
        }
        return new Notebook(metadata, cells);
    }

    private NotebookCell cell(JsonObject cell, String path) {
        NotebookCell.Type type = type(cell.get("cell_type"), path + ".cell_type");
        String source = text(cell.get("source"), path + ".source");
        JsonObject metadata = object(cell.get("metadata"), path + ".metadata");
        if (type != NotebookCell.Type.CODE) {
            JsonElement attachments = cell.get("attachments");
            return new NotebookCell(
                    id(cell.get("id"), path + ".id"),
                    type,
                    source,
                    metadata,
                    List.of(),
                    null,
                    attachments == null ? null : object(attachments, path + ".attachments"));
        }
        return new NotebookCell(
                id(cell.get("id"), path + ".id"),
                type,
                source,
                metadata,
                outputs.readAll(cell.get("outputs"), path + ".outputs"),
                count(cell.get("execution_count"), path + ".execution_count"),
                null);
    }

    private NotebookCell.Type type(@Nullable JsonElement value, String path) {
        String word = string(value, path);
        for (NotebookCell.Type type : NotebookCell.Type.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw fail(path, "'%s' is not one of code, markdown, raw".formatted(word));
    }

    private String id(@Nullable JsonElement value, String path) {
        if (value == null) {
            return "";
        }
        String id = string(value, path);
        if (!ID.matcher(id).matches()) {
            throw fail(
                    path,
                    "'%s' is not 1 to 64 of the letters a-z, A-Z, 0-9, - and _".formatted(id));
        }
        return id;
    }

    @Nullable Integer count(@Nullable JsonElement value, String path) {
        return value == null || value.isJsonNull() ? null : integer(value, path);
    }

    /** Text in one piece, from a string or a list of strings. */
    String text(@Nullable JsonElement value, String path) {
        if (value == null || !value.isJsonArray()) {
            return string(value, path, "a string or a list of strings");
        }
        StringBuilder text = new StringBuilder();
        int i = 0;
        for (JsonElement line : value.getAsJsonArray()) {
            text.append(string(line, path + "[" + i++ + "]"));
        }
        return text.toString();
    }

    String string(@Nullable JsonElement value, String path) {
        return string(value, path, "a string");
    }

    private String string(@Nullable JsonElement value, String path, String kind) {
        if (value instanceof JsonPrimitive p && p.isString()) {
            return p.getAsString();
        }
        throw expected(path, kind, value);
    }

    JsonObject object(@Nullable JsonElement value, String path) {
        if (value == null || !value.isJsonObject()) {
            throw expected(path, "an object", value);
        }
        return value.getAsJsonObject();
    }

    private int integer(@Nullable JsonElement value, String path) {
        if (value instanceof JsonPrimitive p && p.isNumber()) {
            try {
                return p.getAsBigDecimal().intValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw expected(path, "a whole number", value);
            }
        }
        throw expected(path, "a whole number", value);
    }

    NotebookFormatException fail(String path, String rule) {
        return new NotebookFormatException(file, path, rule);
    }

    NotebookFormatException expected(String path, String kind, @Nullable JsonElement found) {
        String subject = path.isEmpty() ? "the file is no notebook: it" : "it";
        return found == null
                ? fail(path, "it is missing; a notebook has " + kind + " here")
                : fail(path, "%s must be %s, not %s".formatted(subject, kind, describe(found)));
    }

    private static String describe(JsonElement found) {
        return switch (found) {
            case JsonNull n -> "null";
            case JsonPrimitive p when p.isString() -> "a string";
            case JsonPrimitive p -> p.toString();
            default -> found.isJsonArray() ? "a list" : "an object";
        };
    }

    /**
     * Checks that every value of a mapping from MIME types is a text or, for JSON types, a tree.
     */
    JsonObject bundle(@Nullable JsonElement value, String path) {
        JsonObject joined = new JsonObject();
        for (Map.Entry<String, JsonElement> e : object(value, path).entrySet()) {
            JsonElement data = e.getValue();
            boolean tree = e.getKey().matches("application/(.*\\+)?json");
            joined.add(
                    e.getKey(),
                    tree ? data : new JsonPrimitive(text(data, path + "['" + e.getKey() + "']")));
        }
        return joined;
    }
}
