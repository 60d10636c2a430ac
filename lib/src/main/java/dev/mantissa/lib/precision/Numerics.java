package dev.mantissa.lib.precision;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The numeric settings in force. Immutable; carried by a {@link ScopedValue}, with the notebook's
 * own below it.
 *
 * @param precision the mode for float32 products
 * @param source where it came from, for a person: "notebook", "MANTISSA_PRECISION", ".env",
 *     "default"
 */
public record Numerics(Precision precision, String source) {
    private static final ScopedValue<Numerics> SCOPED = ScopedValue.newInstance();
    private static final AtomicReference<Numerics> NOTEBOOK =
            new AtomicReference<>(new Numerics(Precisions.of("highest"), "default"));

    /** The settings of the present scope, else the notebook's. */
    public static Numerics current() {
        return SCOPED.isBound() ? SCOPED.get() : notebook();
    }

    /** The settings that hold where no scope says otherwise. */
    public static Numerics notebook() {
        return Objects.requireNonNull(NOTEBOOK.get());
    }

    public static void setNotebook(Numerics numerics) {
        NOTEBOOK.set(numerics);
    }

    /** Runs {@code body} with these settings on this thread. */
    public <T> T call(Callable<T> body) throws Exception {
        return ScopedValue.where(SCOPED, this).call(body::call);
    }
}
