package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Splitting;
import dev.mantissa.lib.precision.TensorCores;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensorcore.ScaledOperand;
import dev.mantissa.lib.tensorcore.ScaledProduct;
import dev.mantissa.lib.tensorcore.TensorCoreProduct;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * a [m,k] · b [k,n] as tensor cores compute it: what the instructions do is modelled bit by bit.
 * Tensor cores know no split operands; cutting them into parts and the order of the parts' products
 * is software's, and modelled as in {@link SplitOperand} and {@link ComposedProduct}. A library may
 * order them otherwise, and treats values near the largest of f32, infinities and NaN in ways of
 * its own.
 */
final class EmulatedProduct {
    private final Matrix a;
    private final Matrix b;
    private final Precision mode;

    EmulatedProduct(Matrix a, Matrix b, Precision mode) {
        this.a = a;
        this.b = b;
        this.mode = mode;
    }

    /** Takes a row of the product. */
    interface Rows {
        void store(int row, float[] sums, float beta);
    }

    void addTo(Rows rows, TensorCores cores, float beta) {
        int n = b.cols();
        float[] sums = new float[Math.multiplyExact(a.rows(), n)];
        switch (cores) {
            case TensorCores.Values values -> multiply(values, sums);
            case TensorCores.Blocks blocks -> multiply(blocks, sums);
        }
        for (int row = 0; row < a.rows(); row++) {
            rows.store(row, Arrays.copyOfRange(sums, row * n, (row + 1) * n), beta);
        }
    }

    private void multiply(TensorCores.Blocks cores, float[] sums) {
        int k = a.cols();
        float[] left = ComposedProduct.vectors(a);
        float[] right = ComposedProduct.vectors(b.transposed());
        ScaledProduct.multiply(
                cores.sum(),
                ScaledOperand.of(cores.format(), left, a.rows(), k),
                ScaledOperand.of(cores.format(), right, b.cols(), k),
                sums,
                cores.promote());
    }

    /** Products of parts are chained: the sum of one is what the next begins with. */
    private void multiply(TensorCores.Values cores, float[] sums) {
        int k = a.cols();
        Splitting splitting = mode.splitting();
        SplitOperand left = parts(ComposedProduct.vectors(a), splitting, true);
        SplitOperand right =
                parts(ComposedProduct.vectors(b.transposed()), splitting, false)
                        .transposed(b.cols(), k);
        Splitting all = splitting == null ? new Splitting(mode.operandFormat(), 1, 1) : splitting;
        ComposedProduct.forEachProduct(
                all,
                (i, j) ->
                        TensorCoreProduct.multiply(
                                cores.sum(),
                                cores.kind(),
                                left.part(i, j),
                                right.part(j, i),
                                sums,
                                a.rows(),
                                b.cols(),
                                k,
                                cores.promote()));
    }

    private SplitOperand parts(float[] vectors, @Nullable Splitting splitting, boolean isLeft) {
        if (splitting != null) {
            return SplitOperand.of(vectors, splitting);
        }
        NumberFormat format = isLeft ? mode.operandFormat() : mode.rightFormat();
        return SplitOperand.whole(ComposedProduct.rounded(vectors, a.cols(), format));
    }
}
