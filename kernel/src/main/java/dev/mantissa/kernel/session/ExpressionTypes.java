package dev.mantissa.kernel.session;

import java.util.regex.Pattern;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** Which snippets are expressions, and the types of their values. */
final class ExpressionTypes {
    private static final Pattern DENOTABLE = Pattern.compile("[\\w.$<>\\[\\], ?]+");

    private ExpressionTypes() {}

    static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** As a cell may write it. */
    static String of(Snippet snippet) {
        return denotable(
                switch (snippet) {
                    case VarSnippet v -> v.typeName();
                    case ExpressionSnippet e -> e.typeName();
                    default -> null;
                });
    }

    /** The type, or Object where code cannot write it. */
    static String denotable(@Nullable String type) {
        if (type == null || type.equals("null") || !DENOTABLE.matcher(type).matches()) {
            return "Object";
        }
        return type.contains("anonymous") || type.contains("capture") ? "Object" : type;
    }
}
