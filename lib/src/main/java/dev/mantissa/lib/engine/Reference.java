package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.tensor.Matrix;

/** The product that errors are measured against. */
public final class Reference {
    private Reference() {}

    /**
     * a [m,k] · b [k,n] of f32 operands as they are, every sum in f64, row-major [m,n]. On all
     * threads: 1024³ takes a fraction of a second.
     *
     * @throws IllegalArgumentException if shapes or types do not fit, or m · n is beyond an array
     * @throws CancelledException if the calling thread was interrupted
     */
    public static double[] product(Matrix a, Matrix b) {
        Operands.checkFactors("reference", a, b);
        long elements = (long) a.rows() * b.cols();
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "reference product: [%d, %d] has %,d elements, an array holds %,d; take fewer rows at a time"
                            .formatted(a.rows(), b.cols(), elements, Integer.MAX_VALUE - 8));
        }
        double[] product = new double[(int) elements];
        DoubleGemm.multiply(
                a,
                b,
                F32.FORMAT,
                WorkerPool.shared(),
                (row, rows, sums) ->
                        System.arraycopy(sums, 0, product, row * b.cols(), rows * b.cols()));
        return product;
    }
}
