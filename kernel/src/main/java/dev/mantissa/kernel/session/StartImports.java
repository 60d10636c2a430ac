package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.CodeFailedException;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/**
 * The imports of all cells. JShell learns them when it is needed, which in a JVM that has just
 * started takes a tenth of a second; the first cells may do without it.
 */
final class StartImports {
    /** Has JShell evaluate a snippet. */
    interface Evaluator {
        void eval(Piece piece) throws Throwable;
    }

    private final CompilerLock compiler;
    private final SourceMap sources;
    private final Evaluator jshell;

    /** What JShell does not know yet; guarded by the compiler's lock. */
    private @Nullable Piece unknown;

    /** Why they do not compile, if they do not; guarded likewise. */
    private @Nullable String failure;

    private boolean begun;

    StartImports(CompilerLock compiler, SourceMap sources, Evaluator jshell) {
        this.compiler = compiler;
        this.sources = sources;
        this.jshell = jshell;
    }

    /** Adds them, several as one snippet, before all else. */
    void add(Piece imports) {
        unknown = imports;
    }

    /** Those that JShell does not know yet, or null. */
    @Nullable Piece unknown() {
        return unknown;
    }

    /**
     * Lets JShell learn them, if it does not know them yet.
     *
     * @throws IllegalArgumentException if they do not compile
     */
    void learn() {
        compiler.acquire();
        try {
            Piece piece = unknown;
            if (piece != null) {
                unknown = null;
                sources.aside(() -> jshell.eval(piece));
            }
            if (failure != null) {
                throw new IllegalArgumentException(failure);
            }
        } catch (CodeFailedException e) {
            failure = String.join("\n", e.error().lines());
            throw new IllegalArgumentException(failure, e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        } finally {
            compiler.release();
        }
    }

    /** Lets JShell learn them beside what goes on, once. */
    void learnSoon() {
        if (begun || unknown == null) {
            return;
        }
        begun = true;
        Thread.ofPlatform()
                .daemon()
                .name("imports")
                .start(() -> {
                    try {
                        learn();
                    } catch (IllegalArgumentException | IllegalStateException e) {
                        // The cell that needs them is told; none will if the session is closed.
                        return;
                    }
                });
    }
}
