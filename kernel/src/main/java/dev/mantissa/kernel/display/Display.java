package dev.mantissa.kernel.display;

import dev.mantissa.kernel.session.CellContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cell calls to show things. Every method works for the cell that started the present
 * thread, also when that cell has ended.
 *
 * @see CellContext
 */
public class Display {
    /** For classes of the same methods under another name. */
    protected Display() {}

    /**
     * Shows a value.
     *
     * @return the id by which {@link #updateDisplay} replaces it
     */
    public static String display(@Nullable Object value) {
        return show(context().renderers().render(value), null);
    }

    /**
     * Shows several values, one after another.
     *
     * @return the id of the last one
     */
    public static String display(@Nullable Object first, @Nullable Object... more) {
        String id = display(first);
        for (Object value : more) {
            id = display(value);
        }
        return id;
    }

    /**
     * Shows a value in one MIME type, such as {@code "text/html"}; a text is taken to be of that
     * type. A second argument that is no MIME type is shown as another value.
     *
     * @return the id by which {@link #updateDisplay} replaces it
     */
    public static String display(@Nullable Object value, String type) {
        if (isType(type)) {
            return show(context().renderers().render(value, type), null);
        }
        display(value);
        return display((Object) type);
    }

    /**
     * Shows a value in several MIME types, of which the front end chooses; a type that the value
     * does not have is left out. Arguments that are no MIME types are shown as other values.
     *
     * @return the id by which {@link #updateDisplay} replaces it
     */
    public static String display(@Nullable Object value, String type, String... more) {
        if (isType(type) && Arrays.stream(more).allMatch(Display::isType)) {
            return show(render(value, type, more), null);
        }
        display(value);
        display((Object) type);
        String id = "";
        for (String other : more) {
            id = display((Object) other);
        }
        return id;
    }

    /** Shows a value under an id of one's own choice. */
    public static String displayAs(String id, @Nullable Object value) {
        return show(context().renderers().render(value), id);
    }

    /** Replaces what was shown under this id, in whichever cell that was. */
    public static void updateDisplay(String id, @Nullable Object value) {
        CellContext context = context();
        context.output().updateDisplay(context.renderers().render(value), id);
    }

    /** Replaces what was shown under this id by the value in these MIME types. */
    public static void updateDisplay(
            String id, @Nullable Object value, String type, String... more) {
        context().output().updateDisplay(render(value, type, more), id);
    }

    /** All representations of a value, without showing it. */
    public static MimeBundle render(@Nullable Object value) {
        return context().renderers().render(value);
    }

    /** The representation of a value in one MIME type, plain text beside it. */
    public static MimeBundle render(@Nullable Object value, String type) {
        return context().renderers().render(value, type);
    }

    /** The representations of a value in these MIME types, as far as it has them. */
    public static MimeBundle render(@Nullable Object value, String type, String... more) {
        List<String> types = new ArrayList<>(List.of(type));
        types.addAll(List.of(more));
        return context().renderers().render(value, types);
    }

    /** Removes what this cell has shown so far. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /**
     * Removes what this cell has shown so far.
     *
     * @param wait whether to do so only when the next output arrives, which avoids flicker
     */
    public static void clearOutput(boolean wait) {
        context().output().clear(wait);
    }

    /**
     * From now on shows values of a type, subclasses included, in one's own way.
     *
     * @param show gives a string of HTML, a {@link MimeBundle}, an {@link Html}, {@link Markdown}
     *     or {@link Svg}, or any value to be shown instead
     */
    public static <T> void registerRenderer(Class<T> type, Function<? super T, ?> show) {
        context().renderers().register(type, show);
    }

    private static boolean isType(String text) {
        return text.matches("[a-zA-Z]+/[a-zA-Z0-9.+-]+");
    }

    private static String show(MimeBundle bundle, @Nullable String id) {
        String name = id == null ? UUID.randomUUID().toString() : id;
        context().output().display(bundle, name);
        return name;
    }

    private static CellContext context() {
        return CellContext.current()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "display: no cell runs in this thread ("
                                        + Thread.currentThread().getName()
                                        + "). Call it from a cell or from a thread that a cell started."));
    }
}
