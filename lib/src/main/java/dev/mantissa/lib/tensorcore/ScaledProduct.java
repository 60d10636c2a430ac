package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.engine.WorkerPool;

/**
 * Matrix products of blocks that have scales, as a tensor core computes them, bit for bit: c [m,n]
 * += a [m,k] · b [n,k] transposed. {@link ExactGroupSum} is the definition that this agrees with.
 */
public final class ScaledProduct {
    private ScaledProduct() {}

    /**
     * c = c + a · bᵀ.
     *
     * @param c [m,n], row-major, f32
     * @param promote 0, or a multiple of {@link GroupSum#terms()} after which the sum so far, begun
     *     at 0, is added to c to nearest even
     * @throws IllegalArgumentException if the operands do not fit, c is too short or {@code
     *     promote} no such multiple
     * @throws CancelledException if the calling thread was interrupted; c is then undefined
     */
    public static void multiply(
            GroupSum sum, ScaledOperand a, ScaledOperand b, float[] c, int promote) {
        int m = a.vectors();
        int n = b.vectors();
        if (a.k() != b.k() || a.format() != b.format() || c.length < (long) m * n) {
            throw new IllegalArgumentException(
                    "scaled product: a %s [%d, %d] · b %s [%d, %d] transposed into %,d values do not fit: formats and k must be the same, c must hold [m, n]"
                            .formatted(a.format(), m, a.k(), b.format(), n, b.k(), c.length));
        }
        if (promote < 0 || promote % sum.terms() != 0) {
            throw new IllegalArgumentException(
                    "scaled product: promotion every %d terms given; it must be 0 (never) or a multiple of the %d terms that are added at a time"
                            .formatted(promote, sum.terms()));
        }
        CancelledException.check(SlicedProduct.WHAT);
        if (m == 0 || n == 0 || a.k() == 0) {
            return;
        }
        if (sum.group() == 1) {
            new SingleProducts(sum, a, b).multiply(c, promote);
        } else {
            new GroupedProduct(sum, a, b, c, promote).run(WorkerPool.shared());
        }
    }
}
