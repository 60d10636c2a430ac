package io.github.spencerpark.jupyter.kernel.magic.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cell magic does. */
@FunctionalInterface
public interface CellMagicFunction<T extends @Nullable Object> {
    @Nullable T execute(List<String> arguments, String body) throws Exception;
}
