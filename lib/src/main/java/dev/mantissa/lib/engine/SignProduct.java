package dev.mantissa.lib.engine;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;

/**
 * Products of signs with signs, in plain Java: what the C kernel computes, bit for bit. Equal signs
 * count 1, others -1, so that a block's dot product is its length less twice the bits that differ.
 */
final class SignProduct {
    private static final ValueLayout.OfInt BITS = ValueLayout.JAVA_INT_UNALIGNED;
    private static final int BLOCK = PackedWeights.BLOCK;
    private static final long BLOCK_BYTES = Integer.BYTES;

    private SignProduct() {}

    /** y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y. */
    static void multiply(
            WorkerPool pool,
            PackedWeights x,
            PackedWeights weights,
            Matrix y,
            float alpha,
            float beta) {
        pool.run(
                "matmul",
                weights.rows(),
                row -> {
                    for (int token = 0; token < x.rows(); token++) {
                        float sum = dot(x, token, weights, row);
                        long at = y.offset() + token * y.rowStride() + row * y.colStride();
                        IntegerProduct.store(y, at, alpha * sum, beta);
                    }
                });
    }

    private static float dot(PackedWeights x, int token, PackedWeights weights, int row) {
        float sum = 0;
        for (int b = 0; b * BLOCK < x.cols(); b++) {
            int left = x.codes().get(BITS, token * x.rowBytes() + b * BLOCK_BYTES);
            int right = weights.codes().get(BITS, row * weights.rowBytes() + b * BLOCK_BYTES);
            int count = Math.min(BLOCK, x.cols() - b * BLOCK);
            int equal = count - 2 * Integer.bitCount(left ^ right);
            sum = Math.fma(weights.scale(row, b), equal * x.scale(token, b), sum);
        }
        return sum;
    }
}
