package dev.mantissa.lib.engine;

import dev.mantissa.lib.nativecode.CpuLevel;
import dev.mantissa.lib.nativecode.KernelLibrary;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import java.util.Optional;

/**
 * Products with packed weights by kernels in C, and products of f32 matrices with their innermost
 * part in C where there is a kernel for it: the vector engine with other {@link Tiles}. Everything
 * else is left to the vector engine as it is, or to the scalar one where that cannot work. The
 * library is loaded when the engine is first asked.
 */
public final class NativeEngine extends HostEngine {
    static final int SCORE = 200;

    private final Engine fallback;

    /** Why that is not who it should be. */
    private final String because;

    private final Lazy<Engine> dense = new Lazy<>(this::linkDense);
    private final WorkerPool pool;
    private final Optional<CpuLevel> asked;
    private final Lazy<KernelLibrary> library = new Lazy<>(KernelLibrary::load);
    private final Lazy<Optional<NativeProduct>> product = new Lazy<>(this::link);

    /** On the threads that all engines share. */
    NativeEngine(Engine dense) {
        this(dense, WorkerPool.shared(), Optional.empty());
    }

    /**
     * @param dense who computes everything else; the scalar engine does if it refuses
     * @param level the kernels to use; empty for the best that the processor can run
     */
    NativeEngine(Engine dense, WorkerPool pool, Optional<CpuLevel> level) {
        if (dense.probe() instanceof Probe.Refused(String reason, String remedy)) {
            this.fallback = new ScalarEngine();
            this.because = " (slow: %s; %s)".formatted(reason, remedy);
        } else {
            this.fallback = dense;
            this.because = "";
        }
        this.pool = pool;
        this.asked = level;
    }

    private Optional<NativeProduct> link() {
        return library.get() instanceof KernelLibrary.Loaded loaded
                ? Optional.of(new NativeProduct(loaded.kernels(level(loaded)), pool))
                : Optional.empty();
    }

    private Engine linkDense() {
        if (library.get() instanceof KernelLibrary.Loaded loaded
                && VectorModule.present()
                && NativeTiles.fit()) {
            var kernels = loaded.dense(level(loaded));
            if (kernels.isPresent()) {
                return new VectorEngine(pool, true, new NativeTiles(kernels.get()));
            }
        }
        return fallback;
    }

    private CpuLevel level(KernelLibrary.Loaded loaded) {
        return asked.orElse(loaded.best());
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public Probe probe() {
        return switch (library.get()) {
            case KernelLibrary.Unusable(String reason, String remedy) ->
                    new Probe.Refused(reason, remedy);
            case KernelLibrary.Loaded loaded ->
                    new Probe.Ready(
                            SCORE,
                            "C kernels for %s, %d thread%s: packed weights%s; the rest by '%s'%s"
                                    .formatted(
                                            level(loaded),
                                            pool.threads(),
                                            pool.threads() == 1 ? "" : "s",
                                            dense.get() == fallback ? "" : ", f32",
                                            fallback.name(),
                                            because));
        };
    }

    /** The kernels, unless the engine refuses. */
    Optional<NativeProduct> kernels() {
        return product.get();
    }

    /** Who computes what the kernels do not. */
    Engine dense() {
        return dense.get();
    }

    /**
     * {@inheritDoc} The same product as the vector engine's, bit for bit.
     *
     * @throws IllegalStateException if the engine refused
     */
    @Override
    public void matmul(Matrix a, Matrix b, Matrix c, float alpha, float beta, Precision mode) {
        if (!(library.get() instanceof KernelLibrary.Loaded)) {
            throw new IllegalStateException("engine 'native' cannot work here: " + probe());
        }
        dense.get().matmul(a, b, c, alpha, beta, mode);
    }
}
