package dev.mantissa.kernel.session;

import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/** Which snippets are expressions, and the types of their values. */
final class ExpressionTypes {
    private ExpressionTypes() {}

    static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** As a cell may write it. */
    static String of(Snippet snippet) {
        String type =
                switch (snippet) {
                    case VarSnippet v -> v.typeName();
                    case ExpressionSnippet e -> e.typeName();
                    default -> "Object";
                };
        boolean denotable = type != null && type.matches("[\\w.$<>\\[\\], ?&]+");
        return denotable && !type.equals("null") && !type.contains("capture") ? type : "Object";
    }
}
