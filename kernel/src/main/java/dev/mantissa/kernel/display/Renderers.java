package dev.mantissa.kernel.display;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the renderer of a value by the names of its class, superclasses and interfaces, most
 * specific first; those that a person registered come before those built in. Thread-safe. A
 * renderer that fails never costs the value: its text is shown, with a note.
 */
public final class Renderers {
    private final Map<String, Renderer<?>> builtIn = new ConcurrentHashMap<>();
    private final Map<String, Renderer<?>> registered = new ConcurrentHashMap<>();

    /** With the renderers for the JDK's own types and, after them, {@code more}. */
    public Renderers(List<? extends Renderer<?>> more) {
        List<Renderer<?>> all = new ArrayList<>(BuiltInRenderers.all());
        all.addAll(more);
        all.forEach(r -> builtIn.put(r.typeName(), r));
    }

    /** With the renderers for the JDK's own types. */
    public Renderers() {
        this(List.of());
    }

    /** Adds a renderer; one for the same type is replaced. */
    public void register(Renderer<?> renderer) {
        registered.put(renderer.typeName(), renderer);
    }

    /**
     * Adds a renderer for a type, subclasses included.
     *
     * @param show gives a {@link MimeBundle}, a string of HTML, or any value to be shown instead
     */
    public <T> void register(Class<T> type, Function<? super T, ?> show) {
        Objects.requireNonNull(show, "show");
        register(new FunctionRenderer<>(type.getTypeName(), show, this));
    }

    /** All representations of a value; that of null is the text {@code null}. */
    public MimeBundle render(@Nullable Object value) {
        return all(value, List.of());
    }

    /** What the renderer gives, asked for these types or, if there are none, as it likes. */
    private MimeBundle all(@Nullable Object value, List<String> types) {
        if (value == null) {
            return MimeBundle.text("null");
        }
        if (value instanceof MimeBundle bundle) {
            return bundle;
        }
        Renderer<?> renderer = find(value.getClass());
        if (renderer == null) {
            return MimeBundle.text(ValueText.of(value));
        }
        try {
            return Objects.requireNonNull(apply(renderer, value, types), "it gave null");
        } catch (Exception | StackOverflowError | LinkageError e) {
            return MimeBundle.text(ValueText.of(value) + "\n" + note(renderer, e));
        }
    }

    /**
     * The representation in one MIME type, plain text beside it.
     *
     * @throws IllegalArgumentException if the value has none
     */
    public MimeBundle render(@Nullable Object value, String type) {
        MimeBundle all = all(value, List.of(type));
        MimeBundle chosen = chosen(all, value, List.of(type));
        if (chosen.data().containsKey(type)) {
            return chosen;
        }
        throw new IllegalArgumentException(
                "a value of type %s has no representation as '%s'. It has: %s. Pass one of these, or a String that is %s already."
                        .formatted(
                                value == null ? "null" : TypeNames.shown(value.getClass()),
                                type,
                                String.join(", ", all.data().keySet()),
                                type));
    }

    /**
     * The representations in those of the MIME types that the value has, plain text beside them.
     */
    public MimeBundle render(@Nullable Object value, List<String> types) {
        return chosen(all(value, types), value, types);
    }

    /** A text counts as being of any type. */
    private static MimeBundle chosen(MimeBundle all, @Nullable Object value, List<String> types) {
        MimeBundle chosen = MimeBundle.text(all.plain());
        for (String type : types) {
            Object data = all.data().get(type);
            if (data == null && value instanceof CharSequence text) {
                data = text.toString();
            }
            if (data != null) {
                chosen = chosen.with(type, data);
            }
        }
        return chosen;
    }

    private @Nullable Renderer<?> find(Class<?> type) {
        return lookUp(registered, type).or(() -> lookUp(builtIn, type)).orElse(null);
    }

    private static Optional<Renderer<?>> lookUp(Map<String, Renderer<?>> table, Class<?> type) {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        for (String name : TypeNames.of(type)) {
            Renderer<?> found = table.get(name);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static <T> MimeBundle apply(Renderer<T> renderer, Object value, List<String> types)
            throws Exception {
        return types.isEmpty() ? renderer.render((T) value) : renderer.render((T) value, types);
    }

    private static String note(Renderer<?> renderer, Throwable e) {
        return VisibleText.of(
                "[shown as text: the renderer for %s failed: %s]"
                        .formatted(renderer.typeName(), ValueText.describe(e)));
    }

    /** The types that have a renderer. */
    public List<String> typeNames() {
        var names = new HashSet<>(builtIn.keySet());
        names.addAll(registered.keySet());
        return names.stream().sorted().toList();
    }
}
