package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.engine.VectorModule;
import dev.mantissa.lib.engine.WorkerPool;

/**
 * Groups of one: elements times their scales are f32 values, and with exponents of their own they
 * go the way of operands that have no scales.
 */
final class SingleProducts {
    private final BlockSum sum;
    private final ScaledOperand a;
    private final ScaledOperand b;

    SingleProducts(GroupSum sum, ScaledOperand a, ScaledOperand b) {
        this.sum = new BlockSum(sum.terms(), sum.fractionBits());
        this.a = a;
        this.b = b;
    }

    void multiply(float[] c, int promote) {
        int m = a.vectors();
        int n = b.vectors();
        int k = a.k();
        float[] left = new float[m * k];
        int[] leftExponents = new int[m * k];
        unfold(a, left, leftExponents, k, 1);
        float[] right = new float[k * n];
        int[] rightExponents = new int[k * n];
        unfold(b, right, rightExponents, 1, n);
        BlockKernel kernel = VectorModule.present() ? new VectorKernel() : new ScalarKernel();
        Product product =
                new Product(
                        sum,
                        left,
                        Exponents.known(leftExponents),
                        right,
                        Exponents.known(rightExponents),
                        c,
                        m,
                        n,
                        k,
                        promote);
        TensorCoreProduct.multiply(kernel, WorkerPool.shared(), product);
    }

    private static void unfold(
            ScaledOperand x, float[] values, int[] exponents, int vectorStride, int stride) {
        int min = 2 - (1 << x.format().exponentBits() - 1);
        for (int vector = 0; vector < x.vectors(); vector++) {
            for (int i = 0; i < x.k(); i++) {
                float element = x.elements()[vector * x.k() + i];
                double scale = x.scale(vector, i);
                int to = vector * vectorStride + i * stride;
                values[to] = (float) (element * scale);
                exponents[to] =
                        Double.isNaN(scale)
                                ? Exponents.NOT_FINITE
                                : Exponents.of(element, min) + ScaledOperand.exponent(scale);
            }
        }
    }
}
