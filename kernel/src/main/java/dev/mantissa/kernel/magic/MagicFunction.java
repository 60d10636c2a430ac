package dev.mantissa.kernel.magic;

import org.jspecify.annotations.Nullable;

/** What a magic does, as a lambda of a cell. */
@FunctionalInterface
public interface MagicFunction {
    /**
     * Runs it.
     *
     * @return a value to show, or null
     */
    @Nullable Object run(MagicLine line, MagicContext context) throws Exception;
}
