package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.Renderers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the cell that the present thread works for. Threads that a cell starts inherit it
 * and keep it when the cell has ended, so their output still arrives under their own cell.
 *
 * @param output where the cell's output goes
 * @param renderers how the session shows values
 * @param run the execution of the cell; null where code runs outside of a session
 */
public record CellContext(CellOutput output, Renderers renderers, @Nullable CellRun run) {
    private static final InheritableThreadLocal<@Nullable CellContext> CURRENT =
            new InheritableThreadLocal<>();

    public CellContext(CellOutput output, Renderers renderers) {
        this(output, renderers, null);
    }

    /** The context of the present thread; empty outside of cells. */
    public static Optional<CellContext> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Makes it the present thread's context until the scope is closed. */
    public Scope enter() {
        CellContext before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Ends what {@link #enter} began; to be closed by the same thread. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
