package dev.mantissa.kernel.display;

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
}
