package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Products on the CPU's vector units, in Java: cache-blocked, on all cores, any strides. Rounding
 * to the operand format is part of packing, so reduced modes run at nearly the speed of f32.
 *
 * <p>This class names no type of the Vector API: where its module is missing, the engine refuses
 * instead of failing to load.
 */
public final class VectorEngine extends HostEngine {
    private final WorkerPool pool;
    private final @Nullable Gemm gemm;
    private final @Nullable Gemv gemv;
    private final @Nullable PanelProduct packed;
    private final Probe probe;

    /** On the threads that all engines share. */
    public VectorEngine() {
        this(WorkerPool.shared(), VectorModule.present());
    }

    VectorEngine(WorkerPool pool, boolean present) {
        this(pool, present, new VectorTiles());
    }

    /**
     * @param present whether the module of the Vector API is there
     * @param tiles the innermost part of products of matrices
     */
    VectorEngine(WorkerPool pool, boolean present, Tiles tiles) {
        this.pool = pool;
        this.probe = VectorSupport.probe(present, pool.threads());
        this.gemm = present ? new Gemm(pool, tiles) : null;
        this.gemv = present ? new Gemv(pool) : null;
        this.packed = present ? new PanelProduct(pool) : null;
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public Probe probe() {
        return probe;
    }

    /**
     * {@inheritDoc} Sums in f32 are kept in several parts, so that a result may differ from the
     * scalar engine's in the last bits.
     *
     * @throws IllegalStateException if the engine refused
     */
    @Override
    public void matmul(Matrix a, Matrix b, Matrix c, float alpha, float beta, Precision mode) {
        if (gemm == null || gemv == null) {
            throw new IllegalStateException("engine 'vector' cannot work here: " + probe);
        }
        Operands.check(name(), a, b, c);
        CancelledException.check("matmul");
        if (Overlap.of(c, a) || Overlap.of(c, b)) {
            Matrix beside = Overlap.beside(c, beta != 0);
            matmul(a, b, beside, alpha, beta, mode);
            Overlap.copy(beside, c);
            return;
        }
        NumberFormat format = mode.operandFormat();
        if (c.rows() == 0 || c.cols() == 0) {
            return;
        }
        if (a.cols() == 0) {
            scale(c, beta);
        } else if (!mode.isPlain()) {
            ComposedProduct.run(this, pool, a, b, c, alpha, beta, mode);
        } else if (mode.accumulation() == Accumulation.F64) {
            DoubleGemm.multiply(
                    a,
                    b,
                    format,
                    pool,
                    (row, rows, sums) -> store(c, row, rows, sums, alpha, beta));
        } else if (c.cols() == 1) {
            gemv.multiply(a, b, c, alpha, beta, format);
        } else if (c.rows() == 1) {
            gemv.multiply(b.transposed(), a.transposed(), c.transposed(), alpha, beta, format);
        } else if (c.colStride() != 1 && c.rowStride() == 1) {
            gemm.matmul(
                    b.transposed(), Panels.of(a.transposed()), c.transposed(), alpha, beta, format);
        } else {
            gemm.matmul(a, Panels.of(b), c, alpha, beta, format);
        }
    }

    /**
     * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y.
     *
     * @throws IllegalArgumentException if shapes or types do not fit
     * @throws CancelledException if the calling thread was interrupted
     */
    void multiply(Matrix x, RowSource weights, Matrix y, float alpha, float beta, NumberFormat f) {
        if (gemm == null || gemv == null || packed == null) {
            throw new IllegalStateException("engine 'vector' cannot work here: " + probe);
        }
        CancelledException.check("matmul");
        if (Overlap.of(y, x)) {
            Matrix beside = Overlap.beside(y, beta != 0);
            multiply(x, weights, beside, alpha, beta, f);
            Overlap.copy(beside, y);
            return;
        }
        if (y.rows() == 0 || y.cols() == 0) {
            return;
        }
        if (x.cols() == 0) {
            scale(y, beta);
        } else if (x.rows() > Gemv.MOST_VECTORS) {
            gemm.matmul(x, Panels.transposed(weights), y, alpha, beta, f);
        } else if (f.roundsNothing()
                && weights instanceof PackedWeights panels
                && PanelCache.shared().fits(panels)) {
            packed.multiply(x, panels, y, alpha, beta);
        } else {
            gemv.multiply(weights, x, y, alpha, beta, f);
        }
    }

    /**
     * y = alpha · x · weights transposed + beta · y with x rounded to 8 bits, as {@link
     * IntegerProduct} says; none is empty.
     */
    void multiplyInt8(Matrix x, PackedWeights weights, Matrix y, float alpha, float beta) {
        if (packed == null) {
            IntegerProduct.multiply(pool, x, weights, y, alpha, beta);
        } else {
            packed.multiplyInt8(x, weights, y, alpha, beta);
        }
    }

    /** An empty sum is 0: c = beta · c. */
    private static void scale(Matrix c, float beta) {
        double[] zeros = new double[c.cols()];
        for (int row = 0; row < c.rows(); row++) {
            store(c, row, 1, zeros, 0, beta);
        }
    }

    private static void store(Matrix c, int row, int rows, double[] sums, float alpha, float beta) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < c.cols(); j++) {
                long at =
                        (c.offset() + (row + i) * c.rowStride() + j * c.colStride()) * Float.BYTES;
                double value = alpha * sums[i * c.cols() + j];
                if (beta != 0) {
                    value += (double) beta * c.host().get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
                }
                c.host().set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, (float) value);
            }
        }
    }
}
