package dev.mantissa.kernel.session;

import dev.mantissa.kernel.session.JavaTokens.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives {@code _} and {@code Out[n]} their values and types: each is replaced by a cast of the
 * value kept. {@code _} as a name for what is not used (variables, patterns, lambda parameters)
 * stays.
 */
final class ValueReferences {
    private static final String SUPPORT = "dev.mantissa.kernel.session.SnippetSupport.";

    /** Words after which an expression begins; after any other word {@code _} is being declared. */
    private static final Set<String> BEFORE_VALUES =
            Set.of("return", "throw", "else", "do", "yield", "assert", "in", "when", "case");

    private final JavaTokens tokens;
    private final History history;
    private final Edits edits = new Edits();

    private ValueReferences(String source, History history) {
        this.tokens = new JavaTokens(source);
        this.history = history;
    }

    /**
     * The replacements for a piece of Java.
     *
     * @param outIsVariable whether the session has a variable called Out, which then is meant
     * @throws IllegalArgumentException if a value is asked for that does not exist
     */
    static Edits find(String source, History history, boolean outIsVariable) {
        boolean last = source.indexOf('_') >= 0;
        boolean out = !outIsVariable && source.contains("Out");
        if (!last && !out) {
            return new Edits();
        }
        ValueReferences found = new ValueReferences(source, history);
        for (int i = 0; i < found.tokens.size(); i++) {
            String text = found.tokens.text(i);
            if (text.equals("_") && found.isValue(i)) {
                history.last();
                found.replace(i, i, cast(history.lastType(), "last()"));
            } else if (out && text.equals("Out") && found.isOut(i)) {
                found.replaceOut(i);
            }
        }
        return found.edits;
    }

    private void replaceOut(int index) {
        int close = closing(index + 1);
        if (close == index + 3 && tokens.text(index + 2).matches("[0-9]{1,9}")) {
            int count = Integer.parseInt(tokens.text(index + 2));
            history.value(count);
            replace(index, close, cast(history.type(count), "out(" + count + ")"));
        } else if (close > index) {
            replace(index, index + 1, SUPPORT + "out(");
            replace(close, close, ")");
        }
    }

    private void replace(int first, int last, String with) {
        edits.replace(tokens.list().get(first).start(), tokens.list().get(last).end(), with);
    }

    private static String cast(@Nullable String type, String call) {
        return type == null || type.equals("Object")
                ? SUPPORT + call
                : "((" + type + ") " + SUPPORT + call + ")";
    }

    private boolean isOut(int index) {
        return tokens.text(index + 1).equals("[") && !tokens.text(index - 1).equals(".");
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            String text = tokens.text(i);
            if (text.equals("[")) {
                depth++;
            } else if (text.equals("]") && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean isValue(int index) {
        String next = tokens.text(index + 1);
        String before = tokens.text(index - 1);
        if (next.equals("->") || before.equals("]")) {
            return false;
        }
        if (tokens.is(index - 1, Kind.WORD)) {
            return BEFORE_VALUES.contains(before) && !before.equals("case");
        }
        if (before.equals(">") && (next.equals("=") || next.equals(":"))) {
            return tokens.text(index + 2).equals("=");
        }
        if (before.equals("(") || before.equals(",")) {
            return !inParametersOrPattern(index);
        }
        return true;
    }

    /**
     * Whether the innermost open parenthesis before a token is a lambda's or a record pattern's.
     */
    private boolean inParametersOrPattern(int index) {
        int open = opening(index);
        if (open < 0 || !tokens.text(open).equals("(")) {
            return false;
        }
        if (tokens.text(closingRound(open) + 1).equals("->")) {
            return true;
        }
        int type = open - 1;
        if (!tokens.is(type, Kind.WORD)) {
            return false;
        }
        while (tokens.text(type - 1).equals(".") && tokens.is(type - 2, Kind.WORD)) {
            type -= 2;
        }
        String before = tokens.text(type - 1);
        if (before.equals("case") || before.equals("instanceof")) {
            return true;
        }
        return (before.equals("(") || before.equals(",")) && inParametersOrPattern(type);
    }

    private int opening(int index) {
        int depth = 0;
        for (int i = index - 1; i >= 0; i--) {
            switch (tokens.text(i)) {
                case ")", "]", "}" -> depth++;
                case "(", "[", "{" -> {
                    if (depth-- == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }

    private int closingRound(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            String text = tokens.text(i);
            if (text.equals("(")) {
                depth++;
            } else if (text.equals(")") && --depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }
}
