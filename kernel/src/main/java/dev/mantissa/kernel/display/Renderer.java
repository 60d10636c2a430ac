package dev.mantissa.kernel.display;

import java.util.List;

/**
 * Shows values of one type. The type is given by name so that registering a renderer loads nothing.
 *
 * @param <T> what it shows
 */
public interface Renderer<T> {
    /**
     * Fully qualified name of the class or interface whose instances, subclasses included, it
     * shows.
     */
    String typeName();

    MimeBundle render(T value) throws Exception;

    /**
     * The value in certain MIME types; one that shows all it can in any case needs nothing here.
     *
     * @param types those asked for; what it does not have is left out
     */
    default MimeBundle render(T value, List<String> types) throws Exception {
        return render(value);
    }
}
