package dev.mantissa.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a notebook.
 *
 * @param id unique in its notebook: 1 to 64 of letters, digits, {@code -} and {@code _}
 * @param metadata its JSON metadata, not to be changed
 * @param outputs of a code cell, as nbformat has them but each text in one piece
 * @param executionCount of a code cell that was run
 * @param attachments of a Markdown or raw cell
 */
public record NotebookCell(
        String id,
        Type type,
        String source,
        JsonObject metadata,
        List<JsonObject> outputs,
        @Nullable Integer executionCount,
        @Nullable JsonObject attachments) {
    /** The kinds of cell that nbformat 4 knows. */
    public enum Type {
        CODE,
        MARKDOWN,
        RAW;

        /** The word in the file. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public NotebookCell {
        outputs = List.copyOf(outputs);
    }

    /** A cell that was not run. */
    public static NotebookCell of(String id, Type type, String source) {
        return new NotebookCell(id, type, source, new JsonObject(), List.of(), null, null);
    }

    /** A code cell with tags. */
    static NotebookCell tagged(String id, String source, List<String> tags) {
        JsonObject metadata = new JsonObject();
        JsonArray array = new JsonArray();
        tags.forEach(array::add);
        metadata.add("tags", array);
        return new NotebookCell(id, Type.CODE, source, metadata, List.of(), null, null);
    }

    public boolean isCode() {
        return type == Type.CODE;
    }

    /** The words of {@code metadata.tags}. */
    public Set<String> tags() {
        JsonElement tags = metadata.get("tags");
        if (tags == null || !tags.isJsonArray()) {
            return Set.of();
        }
        return StreamSupport.stream(tags.getAsJsonArray().spliterator(), false)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .collect(Collectors.toSet());
    }

    NotebookCell withId(String newId) {
        return new NotebookCell(
                newId, type, source, metadata, outputs, executionCount, attachments);
    }

    /** The cell after a run. */
    NotebookCell withRun(
            JsonObject newMetadata, List<JsonObject> newOutputs, @Nullable Integer count) {
        return new NotebookCell(id, type, source, newMetadata, newOutputs, count, attachments);
    }

    /** The cell as if it was never run. */
    NotebookCell cleared() {
        JsonObject rest = metadata.deepCopy();
        rest.remove("execution");
        return withRun(rest, List.of(), null);
    }
}
