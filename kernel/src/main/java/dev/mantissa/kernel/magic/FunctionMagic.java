package dev.mantissa.kernel.magic;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A magic made of a lambda: for a line and for a cell alike. */
record FunctionMagic(String name, String summary, MagicFunction function) implements Magic {
    @Override
    public Set<Kind> kinds() {
        return EnumSet.allOf(Kind.class);
    }

    @Override
    public String help() {
        return "%%%s arguments%n%%%%%s arguments, with a body below%n%n%s"
                .formatted(name, name, summary);
    }

    @Override
    public String example() {
        return "%" + name;
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        return function.run(line, context);
    }
}
