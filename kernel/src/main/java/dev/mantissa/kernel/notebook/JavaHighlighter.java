package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.display.VisibleText;

/** Colours Java for HTML. */
final class JavaHighlighter {
    private JavaHighlighter() {}

    /** The source as HTML: the tokens in spans whose classes the report's style sheet colours. */
    static String html(String source) {
        StringBuilder out = new StringBuilder(source.length() * 2);
        for (JavaTokens.Token token : JavaTokens.of(source)) {
            String text = VisibleText.html(token.text());
            String css = css(token.kind());
            out.append(css.isEmpty() ? text : "<span class=\"" + css + "\">" + text + "</span>");
        }
        return out.toString();
    }

    private static String css(JavaTokens.Kind kind) {
        return switch (kind) {
            case COMMENT -> "c";
            case STRING -> "s";
            case NUMBER -> "d";
            case KEYWORD -> "k";
            case TYPE -> "t";
            case CALL -> "f";
            case ANNOTATION -> "a";
            case MAGIC -> "m";
            case OTHER -> "";
        };
    }
}
