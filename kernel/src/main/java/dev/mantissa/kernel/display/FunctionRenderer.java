package dev.mantissa.kernel.display;

import java.util.function.Function;

/** A renderer that a person wrote as a function. */
record FunctionRenderer<T>(String typeName, Function<? super T, ?> show, Renderers renderers)
        implements Renderer<T> {
    @Override
    public MimeBundle render(T value) {
        Object shown = show.apply(value);
        if (shown == null) {
            throw new IllegalStateException("it gave null");
        }
        if (shown == value) {
            return MimeBundle.text(ValueText.of(value));
        }
        if (shown instanceof MimeBundle bundle) {
            return bundle;
        }
        if (shown instanceof CharSequence html) {
            return MimeBundle.text(ValueText.of(value)).with(MimeBundle.HTML, html.toString());
        }
        return renderers.render(shown);
    }
}
