package dev.mantissa.kernel.display;

/** Text in Markdown, formatted by the front end; a terminal shows it as it stands. */
public record Markdown(String text) implements Displayable {
    @Override
    public MimeBundle toBundle() {
        return MimeBundle.text(VisibleText.of(text)).with(MimeBundle.MARKDOWN, text);
    }
}
