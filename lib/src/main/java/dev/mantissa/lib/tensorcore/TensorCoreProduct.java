package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.engine.VectorModule;
import dev.mantissa.lib.engine.WorkerPool;

/**
 * Matrix products as a tensor core computes them, bit for bit: c [m,n] += a [m,k] · b [k,n],
 * row-major, f32 values. Operands must already be values of their format, from {@link
 * dev.mantissa.lib.format.NumberFormat#round(float)} or a narrower one; what comes of others is not
 * defined. {@link ExactTensorCore} is the definition that this agrees with.
 */
public final class TensorCoreProduct {
    /** Never promote: one chain along the whole of k. */
    public static final int NO_PROMOTION = 0;

    private TensorCoreProduct() {}

    /**
     * c = c + a · b on {@code generation}, accumulated in f32.
     *
     * @param promote {@link #NO_PROMOTION}: c goes through the tensor core along k. Else a multiple
     *     of the block length: after that many terms the sum so far, begun at 0, is added to c to
     *     nearest even, which is what CUTLASS and DeepSeek do with 8-bit operands
     * @throws dev.mantissa.lib.UsageException if the generation does not multiply {@code kind}
     * @throws IllegalArgumentException if an array is too short or {@code promote} does not fit
     * @throws CancelledException if the calling thread was interrupted; c is then undefined
     */
    public static void multiply(
            Generation generation,
            OperandKind kind,
            float[] a,
            float[] b,
            float[] c,
            int m,
            int n,
            int k,
            int promote) {
        multiply(generation.sum(kind), kind, a, b, c, m, n, k, promote);
    }

    /**
     * c = c + a · b with that adder: {@link BlockSum#withHalfOutput()} accumulates in f16, and c is
     * then of f16 values.
     *
     * @see #multiply(Generation, OperandKind, float[], float[], float[], int, int, int, int)
     */
    public static void multiply(
            BlockSum sum,
            OperandKind kind,
            float[] a,
            float[] b,
            float[] c,
            int m,
            int n,
            int k,
            int promote) {
        check("a", a, m, k);
        check("b", b, k, n);
        check("c", c, m, n);
        if (promote < 0 || promote % sum.terms() != 0) {
            throw new IllegalArgumentException(
                    "tensor-core product: promotion every %d terms given; it must be 0 (never) or a multiple of the %d terms that are added at a time"
                            .formatted(promote, sum.terms()));
        }
        CancelledException.check(SlicedProduct.WHAT);
        if (m == 0 || n == 0 || k == 0) {
            return;
        }
        BlockKernel kernel = VectorModule.present() ? new VectorKernel() : new ScalarKernel();
        multiply(kernel, WorkerPool.shared(), Product.of(sum, kind, a, b, c, m, n, k, promote));
    }

    static void multiply(BlockKernel kernel, WorkerPool pool, Product product) {
        new SlicedProduct(kernel, pool, product).run();
    }

    private static void check(String name, float[] values, int rows, int cols) {
        if (rows < 0 || cols < 0 || values.length < (long) rows * cols) {
            throw new IllegalArgumentException(
                    "tensor-core product: %s has %,d values; [%d, %d] needs %,d"
                            .formatted(name, values.length, rows, cols, (long) rows * cols));
        }
    }
}
