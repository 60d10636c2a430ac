package dev.mantissa.kernel.magic;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.LocalSession;
import org.jspecify.annotations.Nullable;

/** What a magic may use while it runs. */
public interface MagicContext {
    LocalSession session();

    CellOutput output();

    /**
     * Runs code as part of the present cell, on the present thread, and returns the value of its
     * last expression.
     *
     * @throws Exception what the code threw; a compilation error as {@link CodeFailedException}.
     *     Let it out: the session shows it, marked in the cell
     */
    @Nullable Object run(String code) throws Exception;

    /**
     * Compiles an expression or statements once, to be run many times without the compiler.
     *
     * @throws CodeFailedException if it does not compile; let it out, and the session shows it
     */
    java.util.concurrent.Callable<@Nullable Object> compile(String code) throws CodeFailedException;

    /** The bundle for a value, by the renderers of the session. */
    MimeBundle render(@Nullable Object value);

    /**
     * Whether code takes the value, as in {@code List<String> jars = %jars lib/*.jar}: a magic that
     * otherwise only says what it did then gives it too.
     */
    default boolean valueWanted() {
        return false;
    }

    /** Adds a magic for the rest of the session; one of the same name is replaced. */
    void register(Magic magic);
}
