package dev.mantissa.kernel.display;

/** A picture as SVG; a terminal shows the words in it. */
public record Svg(String svg) implements Displayable {
    @Override
    public MimeBundle toBundle() {
        String words = VisibleText.ofMarkup(svg);
        return MimeBundle.text(words.isEmpty() ? "[picture]" : words).with(MimeBundle.SVG, svg);
    }
}
