package dev.mantissa.kernel.debug;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows names, fields and indices, as in {@code this.rows[2].name}, without a compiler: private
 * fields can be seen, and nothing runs.
 */
final class ValuePath {
    private static final String WORD = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
    private static final Pattern FIRST = Pattern.compile("\\s*(" + WORD + ")");
    private static final Pattern NEXT =
            Pattern.compile("\\s*(?:\\.\\s*(" + WORD + ")|\\[\\s*(\\d{1,9})\\s*])");

    private final List<Local> locals;
    private final DebugTarget target;

    ValuePath(List<Local> locals, DebugTarget target) {
        this.locals = locals;
        this.target = target;
    }

    /** What the expression leads to, or null if it is no path or leads nowhere. */
    @Nullable Named find(String expression) {
        Matcher first = FIRST.matcher(expression);
        if (!first.lookingAt()) {
            return null;
        }
        Named found = first(first.group(1));
        int at = first.end();
        Matcher next = NEXT.matcher(expression);
        while (found != null && next.region(at, expression.length()).lookingAt()) {
            found =
                    next.group(1) == null
                            ? element(found.value(), Integer.parseInt(next.group(2)))
                            : ValueParts.field(found.value(), next.group(1));
            at = next.end();
        }
        return expression.substring(at).isBlank() ? found : null;
    }

    private @Nullable Named first(String name) {
        for (Local local : locals) {
            if (local.name().equals(name)) {
                return new Named(name, TypeText.of(local.type()), local.value());
            }
        }
        for (Local local : locals) {
            if (local.name().equals("this")) {
                Named field = ofObject(local.value(), name);
                if (field != null) {
                    return field;
                }
            }
        }
        return target.variables().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** A field, or a variable of the method around a class that uses it. */
    private static @Nullable Named ofObject(@Nullable Object owner, String name) {
        Named field = ValueParts.field(owner, name);
        return field == null ? ValueParts.field(owner, "val$" + name) : field;
    }

    private static @Nullable Named element(@Nullable Object array, int index) {
        boolean has =
                array != null && array.getClass().isArray() && index < ValueParts.elements(array);
        return has ? ValueParts.of(array, index, 1).getFirst() : null;
    }
}
