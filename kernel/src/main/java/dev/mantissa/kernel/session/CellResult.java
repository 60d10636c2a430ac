package dev.mantissa.kernel.session;

import org.jspecify.annotations.Nullable;

/** How a cell ended. Output was sent to the {@link CellOutput} meanwhile. */
public sealed interface CellResult {
    /** It ended well. {@code value} is that of its last expression, the real object, or null. */
    record Ok(int count, @Nullable Object value) implements CellResult {}

    /** Compilation failed or an exception came out; the error was also sent to the output. */
    record Failed(int count, CellError error) implements CellResult {}

    /** It was stopped by {@link Session#interrupt()}. */
    record Interrupted(int count, CellError error) implements CellResult {}
}
