package dev.mantissa.kernel.debug;

import org.jspecify.annotations.Nullable;

/** A local variable of a frame, or {@code this}. */
public record Local(LocalType type, @Nullable Object value) {
    public String name() {
        return type.name();
    }

    /** Its type with full names, or {@code Object} if source code cannot name it. */
    public String sourceType() {
        SourceType source = new SourceType(type);
        return source.isDenotable() ? source.text() : "Object";
    }

    /** The same as cells name it. */
    public String typeInCells() {
        return TypeText.unwrapped(sourceType());
    }
}
