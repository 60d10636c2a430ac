package dev.mantissa.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value as plain text of bounded length: collections and arrays by their elements, all else by
 * toString. Never throws.
 */
public final class ValueText {
    /** Elements shown of one collection. */
    static final int ELEMENTS = 100;

    /** Collections inside collections. */
    static final int DEPTH = 6;

    private static final int WIDTH = 100;

    private final StringBuilder out = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private ValueText() {}

    /** The text of a value. */
    public static String of(@Nullable Object value) {
        ValueText text = new ValueText();
        try {
            text.append(value, 0);
        } catch (RuntimeException | StackOverflowError e) {
            text.out.append("… (stopped: ").append(describe(e)).append(')');
        }
        return VisibleText.of(text.out.toString());
    }

    /** The text on one line of at most {@code limit} characters. */
    public static String line(@Nullable Object value, int limit) {
        String line = of(value).replaceAll("\\s*\\R\\s*", " ");
        int end = Math.min(line.length(), limit - 1);
        return line.length() <= limit ? line : line.substring(0, end) + "…";
    }

    /** The kind and message of a failure, even if its own getMessage fails. */
    static String describe(Throwable e) {
        try {
            String message = e.getMessage();
            String name = TypeNames.shown(e.getClass());
            return message == null || message.isEmpty() ? name : name + ": " + message;
        } catch (RuntimeException | StackOverflowError inner) {
            return e.getClass().getName();
        }
    }

    private void append(@Nullable Object value, int depth) {
        if (out.length() > VisibleText.LIMIT) {
            return;
        }
        boolean nested = value instanceof Collection || value instanceof Map || isArray(value);
        if (value == null || !nested) {
            out.append(leaf(value));
        } else if (depth >= DEPTH || !open.add(value)) {
            out.append(value instanceof Map ? "{…}" : "[…]");
        } else {
            appendElements(value, depth);
            open.remove(value);
        }
    }

    private void appendElements(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> appendMap(map, depth);
            case Collection<?> c -> appendAll(c.iterator(), c.size(), depth);
            default -> appendAll(new ArrayIterator(value), Array.getLength(value), depth);
        }
    }

    private void appendAll(Iterator<?> elements, int size, int depth) {
        int start = out.length();
        out.append('[');
        boolean rows = false;
        for (int i = 0; elements.hasNext(); i++) {
            if (i == ELEMENTS) {
                out.append(", … (%,d in all)".formatted(size));
                break;
            }
            Object element = elements.next();
            rows |= isArray(element) || element instanceof Collection;
            String gap = rows ? ",\n" + " ".repeat(depth + 1) : ", ";
            out.append(i == 0 ? "" : gap);
            append(element, depth + 1);
        }
        out.append(']');
        if (rows && out.length() - start <= WIDTH) {
            joinLines(start);
        }
    }

    private void joinLines(int start) {
        String joined = out.substring(start).replaceAll(",\n *", ", ");
        out.setLength(start);
        out.append(joined);
    }

    private void appendMap(Map<?, ?> map, int depth) {
        out.append('{');
        int i = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(i == 0 ? "" : ", ");
            if (i++ == ELEMENTS) {
                out.append("… (%,d in all)".formatted(map.size()));
                break;
            }
            append(entry.getKey(), depth + 1);
            out.append('=');
            append(entry.getValue(), depth + 1);
        }
        out.append('}');
    }

    private static String leaf(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (Exception | StackOverflowError | LinkageError e) {
            String type = value == null ? "null" : TypeNames.shown(value.getClass());
            return "%s (its toString failed: %s)".formatted(type, describe(e));
        }
    }

    private static boolean isArray(@Nullable Object value) {
        return value != null && value.getClass().isArray();
    }

    private static final class ArrayIterator implements Iterator<@Nullable Object> {
        private final Object array;
        private int next;

        ArrayIterator(Object array) {
            this.array = array;
        }

        @Override
        public boolean hasNext() {
            return next < Array.getLength(array);
        }

        @Override
        public @Nullable Object next() {
            return Array.get(array, next++);
        }
    }
}
