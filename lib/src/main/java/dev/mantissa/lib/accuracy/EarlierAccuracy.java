package dev.mantissa.lib.accuracy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.mantissa.lib.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scenarios of an earlier record by name: one of {@value AccuracyResult#SCHEMA}, or one of the
 * older shape, an object {@code accuracy_validation_results} with an entry for each scenario, in a
 * list or by name, in groups or not.
 */
public record EarlierAccuracy(String source, Map<String, Entry> entries) {
    private static final String OLDER = "accuracy_validation_results";
    private static final long MOST_BYTES = 64L << 20;
    private static final int DEEPEST = 8;
    private static final List<String> NAMES = List.of("name", "scenario", "test", "id", "case");
    private static final List<String> ERRORS =
            List.of(
                    "relative_l2",
                    "relative_l2_error",
                    "relative_error",
                    "rel_error",
                    "relative_frobenius",
                    "mean_relative_error",
                    "l2_error",
                    "error");
    private static final List<String> VERDICTS =
            List.of("passed", "pass", "success", "ok", "status", "verdict");

    /**
     * @param error relative; NaN if the record does not say
     * @param passed null if the record does not say
     */
    public record Entry(double error, @Nullable Boolean passed) {}

    public EarlierAccuracy {
        entries = Map.copyOf(entries);
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if it cannot be read, or is no such record
     */
    public static EarlierAccuracy read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw refused(file.toString(), "it has more than 64 MiB");
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException trouble) {
            throw refused(
                    file.toString(),
                    Files.exists(file)
                            ? String.valueOf(trouble.getMessage())
                            : "there is no such file");
        }
    }

    /** As {@link #read}, from the text of the file called {@code source}. */
    static EarlierAccuracy parse(String source, String text) {
        JsonElement tree;
        try {
            tree = JsonParser.parseString(text);
        } catch (JsonParseException malformed) {
            throw refused(source, "it is no JSON");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (tree instanceof JsonObject top && top.has(OLDER)) {
            collect(top.get(OLDER), "", 0, entries);
        } else if (tree instanceof JsonObject top
                && top.get("schema") instanceof JsonPrimitive schema
                && schema.getAsString().equals(AccuracyResult.SCHEMA)) {
            collect(top.get("scenarios"), "", 0, entries);
        } else {
            throw refused(
                    source,
                    "it is neither %s nor has it %s".formatted(AccuracyResult.SCHEMA, OLDER));
        }
        if (entries.isEmpty()) {
            throw refused(source, "no scenario in it has an error or a verdict");
        }
        return new EarlierAccuracy(source, entries);
    }

    private static UsageException refused(String source, String why) {
        return new UsageException(
                "%s cannot be compared with: %s. Give a file that --json wrote, or an older one with %s."
                        .formatted(source, why, OLDER));
    }

    private static void collect(
            @Nullable JsonElement tree, String name, int depth, Map<String, Entry> into) {
        if (tree == null || depth > DEEPEST) {
            return;
        }
        if (tree.isJsonArray()) {
            int index = 0;
            for (JsonElement element : tree.getAsJsonArray()) {
                collect(element, (name + " " + index++).strip(), depth + 1, into);
            }
        } else if (tree instanceof JsonObject object) {
            Entry entry = new Entry(error(object), passed(object));
            if (!Double.isNaN(entry.error()) || first(object, VERDICTS).isPresent()) {
                into.put(name(object, name), entry);
                return;
            }
            object.entrySet()
                    .forEach(e ->
                            collect(
                                    e.getValue(),
                                    (name + " " + e.getKey()).strip(),
                                    depth + 1,
                                    into));
        }
    }

    private static String name(JsonObject entry, String path) {
        return first(entry, NAMES)
                .filter(JsonPrimitive::isString)
                .map(JsonPrimitive::getAsString)
                .orElse(path);
    }

    private static double error(JsonObject entry) {
        return first(entry, ERRORS)
                .filter(JsonPrimitive::isNumber)
                .map(JsonPrimitive::getAsDouble)
                .orElse(Double.NaN);
    }

    private static @Nullable Boolean passed(JsonObject entry) {
        JsonPrimitive said = first(entry, VERDICTS).orElse(null);
        if (said == null || said.isBoolean()) {
            return said == null ? null : said.getAsBoolean();
        }
        String word = said.getAsString().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (List.of("not run", "skipped", "unknown").contains(word)) {
            return null;
        }
        return List.of("pass", "passed", "ok", "success", "true").contains(word);
    }

    private static Optional<JsonPrimitive> first(JsonObject entry, List<String> keys) {
        return keys.stream()
                .map(entry::get)
                .filter(JsonPrimitive.class::isInstance)
                .map(JsonPrimitive.class::cast)
                .findFirst();
    }
}
