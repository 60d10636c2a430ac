package dev.mantissa.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import dev.mantissa.kernel.notebook.JsonTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of messages, made and read. */
final class Json {
    private static final Gson TREES =
            new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

    private Json() {}

    /** An object of alternating names and values. */
    static JsonObject object(@Nullable Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add(String.valueOf(namesAndValues[i]), of(namesAndValues[i + 1]));
        }
        return object;
    }

    /** A tree from maps, lists, strings, numbers and booleans; numbers that JSON lacks are null. */
    static JsonElement of(@Nullable Object value) {
        return JsonTree.of(value);
    }

    /** The maps, lists and values of an object. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(JsonObject object) {
        return (Map<String, Object>) TREES.fromJson(object, Map.class);
    }

    static String text(JsonObject object, String name, String otherwise) {
        return object.get(name) instanceof JsonPrimitive p ? p.getAsString() : otherwise;
    }

    static boolean flag(JsonObject object, String name, boolean otherwise) {
        return object.get(name) instanceof JsonPrimitive p && p.isBoolean()
                ? p.getAsBoolean()
                : otherwise;
    }

    static int number(JsonObject object, String name, int otherwise) {
        return object.get(name) instanceof JsonPrimitive p && p.isNumber()
                ? p.getAsInt()
                : otherwise;
    }

    static JsonObject child(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject found ? found : new JsonObject();
    }
}
