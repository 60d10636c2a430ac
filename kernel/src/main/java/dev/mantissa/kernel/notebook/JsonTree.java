package dev.mantissa.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON text and trees: strict and bounded when read, in one order when written. */
public final class JsonTree {
    /** Deeper nesting is refused. */
    static final int MAX_DEPTH = 64;

    private JsonTree() {}

    static JsonElement read(String json, String file) {
        String text = json.startsWith("\uFEFF") ? json.substring(1) : json;
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(MAX_DEPTH);
            JsonElement tree = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new NotebookFormatException(file, "", "text after the end of the JSON");
            }
            return tree;
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new NotebookFormatException(file, "", "not JSON: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return text.replaceAll("Use JsonReader.setStrictness\\S* to accept ", "");
    }

    /** A tree from maps, lists, strings, numbers and booleans; numbers that JSON lacks are null. */
    public static JsonElement of(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case JsonElement tree -> tree;
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((k, v) -> object.add(String.valueOf(k), of(v)));
                yield object;
            }
            case Iterable<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(v -> array.add(of(v)));
                yield array;
            }
            case Double d when !Double.isFinite(d) -> JsonNull.INSTANCE;
            case Float f when !Float.isFinite(f) -> JsonNull.INSTANCE;
            case Number number -> new JsonPrimitive(number);
            case Boolean bool -> new JsonPrimitive(bool);
            default -> new JsonPrimitive(value.toString());
        };
    }

    /** With sorted keys and an indentation of one, as Jupyter writes it. */
    static String write(JsonElement tree) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setHtmlSafe(false);
            writer.setSerializeNulls(true);
            writer.setIndent(" ");
            write(tree, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonElement tree, JsonWriter writer) throws IOException {
        if (tree.isJsonObject()) {
            writer.beginObject();
            for (Map.Entry<String, JsonElement> e : sorted(tree.getAsJsonObject()).entrySet()) {
                writer.name(e.getKey());
                write(e.getValue(), writer);
            }
            writer.endObject();
        } else if (tree.isJsonArray()) {
            writer.beginArray();
            for (JsonElement element : tree.getAsJsonArray()) {
                write(element, writer);
            }
            writer.endArray();
        } else if (tree.isJsonNull()) {
            writer.nullValue();
        } else if (tree.getAsJsonPrimitive().isString()) {
            writer.value(wellFormed(tree.getAsString()));
        } else {
            writer.jsonValue(tree.toString());
        }
    }

    private static Map<String, JsonElement> sorted(JsonObject object) {
        return new TreeMap<>(object.asMap());
    }

    /** UTF-8 has no half characters. */
    private static String wellFormed(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)
                ? text.codePoints()
                        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString()
                : text;
    }
}
