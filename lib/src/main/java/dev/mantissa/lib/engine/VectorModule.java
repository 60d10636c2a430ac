package dev.mantissa.lib.engine;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The module of the Vector API. It incubates, so a JVM has it when started with {@code
 * --add-modules jdk.incubator.vector}, and then does without the archived module graph, the linked
 * classes and the profiles of its AOT cache: a session is ready 0.2 s later. A program that cares
 * starts without the option and loads the module once it runs. Its methods compile to the same
 * code.
 *
 * <p>Names none of the module's types, so that asking never fails.
 */
public final class VectorModule {
    static final String NAME = "jdk.incubator.vector";

    /** What {@link #load} needs on the command line. */
    public static final String EXPORT = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

    private static final AtomicReference<CompletableFuture<Boolean>> LOADED =
            new AtomicReference<>(
                    CompletableFuture.completedFuture(
                            ModuleLayer.boot().findModule(NAME).isPresent()));

    private VectorModule() {}

    /**
     * Begins to load it if it is not there.
     *
     * @return done when code that names its types can run
     */
    public static CompletableFuture<Boolean> load() {
        if (!present()) {
            LOADED.set(
                    CompletableFuture.supplyAsync(
                            VectorModule::define,
                            work -> Thread.ofPlatform().daemon().name(NAME).start(work)));
        }
        return loaded();
    }

    private static CompletableFuture<Boolean> loaded() {
        return Objects.requireNonNull(LOADED.get());
    }

    /** Whether code that needs it can run; waits for a loading that has begun. */
    public static boolean present() {
        return loaded().join();
    }

    /** As the JDK loads modules of its own that a running program is the first to need. */
    private static boolean define() {
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            // A JVM without it, or one that does this otherwise: who needs it says what helps.
            return false;
        }
    }
}
