package dev.mantissa.kernel.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the variables that a piece of Java declares outside of blocks. */
final class Declarations {
    private static final Pattern DECLARATION =
            Pattern.compile(
                    "(?:final\\s+|static\\s+)*([A-Za-z_][\\w.]*(?:<[^=;]*>)?(?:\\s*\\[\\s*])*)\\s+([A-Za-z_$][\\w$]*)\\s*(=(?!=).*)?",
                    Pattern.DOTALL);
    private static final Pattern NOT_TYPES =
            Pattern.compile(
                    "return|throw|import|package|new|else|case|assert|yield|class|record|enum|interface");
    private static final Pattern LITERAL =
            Pattern.compile("=\\s*(?:(\".*)|(true|false)|([-+]?[\\w.']+))\\s*", Pattern.DOTALL);

    private static final Pattern FURTHER =
            Pattern.compile("\\s*([A-Za-z_$][\\w$]*)\\s*(?:=(?!=).*)?", Pattern.DOTALL);

    private Declarations() {}

    /** Types by name, in order; {@code var} with a literal gets the literal's type. */
    static Map<String, String> of(String source) {
        Map<String, String> types = new LinkedHashMap<>();
        for (String statement : statements(source)) {
            Matcher m = DECLARATION.matcher(statement.strip());
            if (m.matches() && !NOT_TYPES.matcher(m.group(1)).matches()) {
                String type = m.group(1).replaceAll("\\s+", "");
                types.put(m.group(2), type.equals("var") ? infer(m.group(3)) : type);
                furtherNames(m.group(3)).forEach(name -> types.put(name, type));
            }
        }
        return types;
    }

    /** The names after the first in {@code int a = 1, b = 2}. */
    private static List<String> furtherNames(@Nullable String initializer) {
        return initializer == null
                ? List.of()
                : JavaTokens.split(initializer, ',').stream()
                        .skip(1)
                        .map(FURTHER::matcher)
                        .filter(Matcher::matches)
                        .map(m -> m.group(1))
                        .toList();
    }

    private static String infer(@Nullable String initializer) {
        Matcher m = LITERAL.matcher(initializer == null ? "" : initializer);
        if (!m.matches()) {
            return "var";
        }
        if (m.group(1) != null) {
            return "String";
        }
        return m.group(2) != null ? "boolean" : JavaLiteral.numberType(m.group(3));
    }

    /** Splits at semicolons outside of blocks, texts and comments. */
    private static Iterable<String> statements(String source) {
        StringBuilder code = new StringBuilder();
        for (JavaTokens.Token token : JavaTokens.of(source)) {
            boolean silent =
                    token.kind() == JavaTokens.Kind.COMMENT
                            || token.kind() == JavaTokens.Kind.MAGIC;
            code.append(silent ? " " : token.text());
        }
        return JavaTokens.split(code.toString(), ';');
    }
}
