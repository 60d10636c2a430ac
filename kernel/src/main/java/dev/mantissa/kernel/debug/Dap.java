package dev.mantissa.kernel.debug;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of the debug adapter protocol, made and read. */
final class Dap {
    private Dap() {}

    /** An object of alternating names and values; what is null is left out. */
    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                object.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return object;
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String text(Map<?, ?> object, String name) {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "the argument '%s' is missing, or no text".formatted(name));
    }

    static int number(Map<?, ?> object, String name, int otherwise) {
        return object.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if there is none
     */
    static int number(Map<?, ?> object, String name) {
        if (object.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException(
                "the argument '%s' is missing, or no number".formatted(name));
    }

    static Map<?, ?> child(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> child ? child : Map.of();
    }

    static List<?> list(Map<?, ?> object, String name) {
        return object.get(name) instanceof List<?> list ? list : List.of();
    }
}
