package dev.mantissa.kernel.session;

import org.jspecify.annotations.Nullable;

/** A variable of the session. */
public record Variable(String name, String type, @Nullable Object value) {}
