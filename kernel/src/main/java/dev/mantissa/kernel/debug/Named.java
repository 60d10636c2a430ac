package dev.mantissa.kernel.debug;

import org.jspecify.annotations.Nullable;

/**
 * Something that has a name: a variable, a field, an element.
 *
 * @param type as a person writes it
 */
public record Named(String name, String type, @Nullable Object value) {}
