package dev.mantissa.kernel.debug;

import dev.mantissa.kernel.display.ValueText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Variables as a front end sees them; by number it asks for what lies in them. */
final class Variables {
    private static final int VALUE_CHARS = 300;

    /** Of more, a front end asks for a part. */
    private static final int MOST_AT_ONCE = 500;

    /**
     * What has a number.
     *
     * @param content a scope's variables, or null
     * @param value what has parts, if it is no scope
     * @param expression that gives it in its frame, or null
     */
    private record Holder(
            @Nullable Supplier<List<Named>> content,
            @Nullable Object value,
            @Nullable String expression) {}

    private final Map<Integer, Holder> holders = new HashMap<>();
    private int last;
    private boolean types = true;

    /**
     * Whether variables have their types. In the place of a value JupyterLab shows the type, if
     * there is one that is not Python's.
     */
    synchronized void showTypes(boolean show) {
        types = show;
    }

    /** Forgets all numbers, and what they held. */
    synchronized void clear() {
        holders.clear();
    }

    private int add(Holder holder) {
        holders.put(++last, holder);
        return last;
    }

    /** The number of a scope. */
    synchronized int scope(Supplier<List<Named>> content) {
        return add(new Holder(content, null, null));
    }

    /**
     * What lies under a number.
     *
     * @throws IllegalArgumentException if there is no such number
     */
    synchronized List<Map<String, Object>> of(int reference, int start, int count) {
        Holder holder = holders.get(reference);
        if (holder == null) {
            throw new IllegalArgumentException(
                    "variablesReference %d is unknown: it holds until the thread goes on. Ask for the scopes again."
                            .formatted(reference));
        }
        int most = count > 0 ? count : MOST_AT_ONCE;
        Supplier<List<Named>> content = holder.content();
        if (content != null) {
            List<Named> all = content.get();
            return shown(all.subList(Math.min(start, all.size()), all.size()), "", most);
        }
        List<Map<String, Object>> shown =
                shown(
                        ValueParts.of(holder.value(), start, most),
                        String.valueOf(holder.expression()),
                        most);
        int elements = ValueParts.elements(holder.value());
        if (count <= 0 && elements > start + most) {
            shown.add(
                    Dap.object(
                            "name",
                            "…",
                            "value",
                            "%,d elements in all".formatted(elements),
                            "variablesReference",
                            0));
        }
        return shown;
    }

    private List<Map<String, Object>> shown(List<Named> named, String owner, int most) {
        List<Map<String, Object>> all = new ArrayList<>();
        named.stream().limit(most).forEach(n -> all.add(shown(n, expression(n, owner))));
        return all;
    }

    private static String expression(Named part, String owner) {
        boolean index = part.name().startsWith("[");
        return owner.isEmpty() || index ? owner + part.name() : owner + "." + part.name();
    }

    private Map<String, Object> shown(Named variable, String expression) {
        Object value = variable.value();
        int elements = ValueParts.elements(value);
        return Dap.object(
                "name",
                variable.name(),
                "value",
                text(value),
                "type",
                types ? variable.type() : null,
                "evaluateName",
                expression,
                "variablesReference",
                reference(value, expression),
                "indexedVariables",
                elements > 0 ? elements : null);
    }

    /** The number of a value, or 0 if nothing lies in it. */
    synchronized int reference(@Nullable Object value, String expression) {
        return ValueParts.hasAny(value) ? add(new Holder(null, value, expression)) : 0;
    }

    /** A value on one line. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case String s -> '"' + ValueText.line(s, VALUE_CHARS) + '"';
            case Character c -> "'" + c + "'";
            case null, default -> ValueText.line(value, VALUE_CHARS);
        };
    }
}
