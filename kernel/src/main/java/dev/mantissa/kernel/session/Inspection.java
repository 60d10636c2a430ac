package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;

/** What is known about the thing under the cursor. */
public record Inspection(String signature, String documentation) {
    /** As plain text and as HTML. */
    public MimeBundle toBundle() {
        String text = documentation.isBlank() ? signature : signature + "\n\n" + documentation;
        return MimeBundle.text(text)
                .with(
                        MimeBundle.HTML,
                        "<pre><b>%s</b></pre><pre style=\"white-space:pre-wrap\">%s</pre>"
                                .formatted(
                                        VisibleText.html(signature),
                                        VisibleText.html(documentation)));
    }
}
