package dev.mantissa.kernel.debug;

import dev.mantissa.kernel.display.ValueText;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lies in a value: elements of arrays and collections, or else fields. */
final class ValueParts {
    private static final int KEY_CHARS = 60;

    private ValueParts() {}

    /** How many elements it has; 0 for what has none. */
    static int elements(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Collection<?> all -> all.size();
            case Map<?, ?> map -> map.size();
            default -> value.getClass().isArray() ? Array.getLength(value) : 0;
        };
    }

    static boolean hasAny(@Nullable Object value) {
        return elements(value) > 0 || !fields(value).isEmpty();
    }

    /** Some of its elements, or all of its fields if it has no elements. */
    static List<Named> of(@Nullable Object value, int start, int count) {
        return switch (value) {
            case null -> List.of();
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .skip(start)
                            .limit(count)
                            .map(e -> named(ValueText.line(e.getKey(), KEY_CHARS), e.getValue()))
                            .toList();
            case Collection<?> all -> numbered(all.stream().skip(start), start, count);
            default ->
                    value.getClass().isArray()
                            ? ofArray(value, start, count)
                            : fields(value).stream().map(f -> field(f, value)).toList();
        };
    }

    private static List<Named> numbered(Stream<?> elements, int start, int count) {
        List<Named> named = new ArrayList<>();
        elements.limit(count).forEach(e -> named.add(named("[" + (start + named.size()) + "]", e)));
        return named;
    }

    private static List<Named> ofArray(Object array, int start, int count) {
        String type = TypeText.of(array.getClass().getComponentType());
        int end = (int) Math.min(Array.getLength(array), (long) start + count);
        return IntStream.range(start, end)
                .mapToObj(i -> new Named("[" + i + "]", type, Array.get(array, i)))
                .toList();
    }

    private static Named named(String name, @Nullable Object value) {
        return new Named(name, value == null ? "Object" : TypeText.of(value.getClass()), value);
    }

    private static Named field(Field field, Object owner) {
        String type = TypeText.of(field.getType());
        try {
            return new Named(field.getName(), type, field.get(owner));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields that can be read; of most classes of the JDK there are none. */
    private static List<Field> fields(@Nullable Object value) {
        List<Field> found = new ArrayList<>();
        if (value == null || value instanceof Class || value instanceof Enum) {
            return found;
        }
        for (Class<?> c = value.getClass(); c != null; c = c.getSuperclass()) {
            Stream.of(c.getDeclaredFields())
                    .filter(f -> !Modifier.isStatic(f.getModifiers()))
                    .filter(AccessibleObject::trySetAccessible)
                    .forEach(found::add);
        }
        return found;
    }

    /** A field by its name; null if there is none, or none that can be read. */
    static @Nullable Named field(@Nullable Object owner, String name) {
        for (Field field : fields(owner)) {
            if (owner != null && field.getName().equals(name)) {
                return field(field, owner);
            }
        }
        return null;
    }
}
