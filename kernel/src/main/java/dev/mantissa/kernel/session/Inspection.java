package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;

/**
 * What is known about the thing under the cursor.
 *
 * @param documentation as plain text
 * @param html the same as HTML
 * @param source how cells declare it; empty if they do not
 */
public record Inspection(String signature, String documentation, String html, String source) {
    /** With a documentation that is plain text. */
    public Inspection(String signature, String documentation) {
        this(signature, documentation, pre(documentation), "");
    }

    /** As plain text and as HTML. */
    public MimeBundle toBundle() {
        return bundle(signature, documentation, html);
    }

    /** As plain text and as HTML, with the source. */
    public MimeBundle toDetailedBundle() {
        return source.isEmpty()
                ? toBundle()
                : bundle(signature, joined(documentation, source), html + pre(source));
    }

    private static MimeBundle bundle(String signature, String text, String html) {
        return MimeBundle.text(joined(signature, text))
                .with(
                        MimeBundle.HTML,
                        "<pre><b>%s</b></pre>%s".formatted(VisibleText.html(signature), html));
    }

    private static String joined(String first, String second) {
        return first.isBlank() || second.isBlank() ? first + second : first + "\n\n" + second;
    }

    private static String pre(String text) {
        return "<pre style=\"white-space:pre-wrap\">%s</pre>".formatted(VisibleText.html(text));
    }
}
