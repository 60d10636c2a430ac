package dev.mantissa.lib.precision;

/** The operations that an entry of a policy is about. */
public sealed interface Selector {
    /** True if it speaks of that operation. */
    boolean matches(Operation operation);

    /**
     * The larger wins where several match. From wide to narrow: everything, a role, a part of a
     * role, an operation's name, several layers, one layer, a pattern (the longer the narrower), a
     * name.
     */
    int specificity();

    /** True if an operation's name alone does not tell whether it matches. */
    boolean needsPlace();

    /** Every operation: {@code *}. */
    record Everything() implements Selector {
        @Override
        public boolean matches(Operation operation) {
            return true;
        }

        @Override
        public int specificity() {
            return 0;
        }

        @Override
        public boolean needsPlace() {
            return false;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    /** Operations in a role: {@code attention}; a part of a role is more specific than it. */
    record InRole(Role role) implements Selector {
        private static final int ROLE = 100;
        private static final int PART = 200;

        @Override
        public boolean matches(Operation operation) {
            return operation.isFor(role);
        }

        @Override
        public int specificity() {
            return role.isNarrow() ? PART : ROLE;
        }

        @Override
        public boolean needsPlace() {
            return true;
        }

        @Override
        public String toString() {
            return role.label();
        }
    }

    /** Operations of a name: {@code op:conv2d}. */
    record Named(String op) implements Selector {
        private static final int OPERATION = 300;

        @Override
        public boolean matches(Operation operation) {
            return op.equalsIgnoreCase(operation.name());
        }

        @Override
        public int specificity() {
            return OPERATION;
        }

        @Override
        public boolean needsPlace() {
            return false;
        }

        @Override
        public String toString() {
            return SelectorText.OP + op;
        }
    }

    /**
     * Operations in layers by index: {@code layer:3}, {@code layer:0..3}; a negative index counts
     * from the end, so that -1 is the last layer.
     *
     * @param first of the layers
     * @param last of the layers, itself included
     */
    record InLayers(int first, int last) implements Selector {
        private static final int SEVERAL = 400;
        private static final int ONE = 500;

        @Override
        public boolean matches(Operation operation) {
            int layer = operation.layer();
            return layer >= 0
                    && layer >= fromStart(first, operation.layers())
                    && layer <= fromStart(last, operation.layers());
        }

        private static int fromStart(int index, int layers) {
            return index < 0 ? index + layers : index;
        }

        @Override
        public int specificity() {
            return first == last ? ONE : SEVERAL;
        }

        @Override
        public boolean needsPlace() {
            return true;
        }

        @Override
        public String toString() {
            return SelectorText.LAYER + (first == last ? first : first + SelectorText.TO + last);
        }
    }

    /**
     * Operations in layers, or on variables, by name: {@code blocks.*.attn.q}, where {@code *} is
     * any text and {@code ?} one character.
     *
     * @param pattern without prefix
     * @param typed as it was written
     */
    record ByName(String pattern, String typed) implements Selector {
        private static final int PATTERN = 600;
        private static final int NAME = 900;
        private static final int LONGEST = 299;

        @Override
        public boolean matches(Operation operation) {
            for (String name : operation.names()) {
                if (Wildcards.matches(pattern, name)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int specificity() {
            int fixed = Wildcards.fixedCharacters(pattern);
            return fixed == pattern.length() ? NAME : PATTERN + Math.min(fixed, LONGEST);
        }

        @Override
        public boolean needsPlace() {
            return true;
        }

        @Override
        public String toString() {
            return typed;
        }
    }

    /**
     * Reads one selector.
     *
     * @throws dev.mantissa.lib.UsageException if it is none
     */
    static Selector parse(String text) {
        return SelectorText.read(text.strip());
    }
}
