package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y [m, n] = alpha · x [m, k] · weights [n, k] transposed + beta · y, from the packed form of the
 * weights into ND4J's memory.
 */
record PackedMatmul(
        Matrix x, PackedParameter weights, Matrix y, float alpha, float beta, INDArray output) {

    /** The product a · b into c, if one of them is a packed weight array; else null. */
    static @Nullable PackedMatmul of(
            PackedParameters known,
            Matrix a,
            Matrix b,
            Matrix c,
            float[] factors,
            INDArray output) {
        PackedParameter right = known.find(b.transposed());
        if (right != null) {
            return new PackedMatmul(a, right, c, factors[0], factors[1], output);
        }
        PackedParameter left = known.find(a);
        return left == null
                ? null
                : new PackedMatmul(
                        b.transposed(), left, c.transposed(), factors[0], factors[1], output);
    }

    INDArray[] run(Precision mode) {
        weights.packed().multiply(x, y, alpha, beta, mode);
        weights.products().increment();
        return new INDArray[] {output};
    }
}
