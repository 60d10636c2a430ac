package dev.mantissa.kernel.display;

import java.util.List;
import java.util.function.Function;

/** The renderers for types of the JDK and of this package: one line each. */
final class BuiltInRenderers {
    private BuiltInRenderers() {}

    static List<Renderer<?>> all() {
        return List.of(
                of(Displayable.class.getName(), (Displayable d) -> d.toBundle()),
                of("java.util.Collection", BuiltInRenderers::collection),
                of("java.util.Map", BuiltInRenderers::collection),
                of("[]", BuiltInRenderers::collection),
                new ImageRenderer());
    }

    private static MimeBundle collection(Object value) {
        return Grid.of(value)
                .map(g -> MimeBundle.text(g.text()).with(MimeBundle.HTML, g.html()))
                .orElseGet(() -> MimeBundle.text(ValueText.of(value)));
    }

    private static <T> Renderer<T> of(String typeName, Function<T, MimeBundle> show) {
        return new Renderer<>() {
            @Override
            public String typeName() {
                return typeName;
            }

            @Override
            public MimeBundle render(T value) {
                return show.apply(value);
            }
        };
    }
}
