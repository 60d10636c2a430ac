package dev.mantissa.kernel.display;

/** A piece of HTML, shown as it stands. */
public record Html(String html) implements Displayable {
    @Override
    public MimeBundle toBundle() {
        return MimeBundle.text(VisibleText.ofMarkup(html)).with(MimeBundle.HTML, html);
    }
}
