package dev.mantissa.kernel.session;

/** Documentation comments as plain text. */
final class JavadocText {
    private JavadocText() {}

    static String plain(String comment) {
        return comment.replaceAll("\\{@(?:code|literal|link|linkplain)\\s+([^}]*)\\}", "$1")
                .replaceAll("(?i)<p>|</p>|<br */?>", "\n")
                .replaceAll("(?i)<li>", "\n- ")
                .replaceAll("<[/a-zA-Z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
