package dev.mantissa.lib.precision;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations that an entry of a policy is about. */
public sealed interface Selector {
    /** True if it speaks of an operation of that name, in that role. */
    boolean matches(String op, @Nullable Role role);

    /** The larger wins where several match. */
    int specificity();

    /** Every operation: {@code *}. */
    record Everything() implements Selector {
        @Override
        public boolean matches(String op, @Nullable Role role) {
            return true;
        }

        @Override
        public int specificity() {
            return 0;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    /** Operations in a role: {@code attention}; a part of a role is more specific than it. */
    record InRole(Role role) implements Selector {
        @Override
        public boolean matches(String op, @Nullable Role actual) {
            return actual != null && actual.isWithin(role);
        }

        @Override
        public int specificity() {
            return role == Role.QK || role == Role.AV ? 2 : 1;
        }

        @Override
        public String toString() {
            return role.label();
        }
    }

    /** Operations of a name: {@code op:conv2d}. */
    record Named(String op) implements Selector {
        @Override
        public boolean matches(String actual, @Nullable Role role) {
            return op.equalsIgnoreCase(actual);
        }

        @Override
        public int specificity() {
            return 3;
        }

        @Override
        public String toString() {
            return "op:" + op;
        }
    }

    /**
     * Reads one selector.
     *
     * @throws UsageException if it is none
     */
    static Selector parse(String text) {
        String name = text.strip();
        if (name.equals("*")) {
            return new Everything();
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("op:") && name.length() > 3) {
            return new Named(name.substring(3));
        }
        return Role.find(name)
                .<Selector>map(InRole::new)
                .orElseThrow(() -> new UsageException(unknown(name)));
    }

    private static String unknown(String name) {
        List<String> known = Stream.concat(Role.labels().stream(), Stream.of("op:NAME")).toList();
        return "unknown selector '%s' in a precision policy.%s Known: *, %s. Write it as in 'attention=f32 *=bf16'."
                .formatted(name, Suggestion.hint(name, known), String.join(", ", known));
    }
}
