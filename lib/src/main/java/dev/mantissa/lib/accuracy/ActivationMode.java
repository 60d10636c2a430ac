package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;

/**
 * What the other factor of a product with quantised weights is: f32 as it comes, or integers. One
 * implementation is one file, made known by one line in {@link ActivationModes}.
 */
public interface ActivationMode {
    /** As it is written behind the weights: "A16". */
    String name();

    /** One sentence for tables. */
    String summary();

    /** Relative error that rounding these activations makes, in theory; [m, k], row-major. */
    double error(double[] x, int m);

    /** y [m, n] = x [m, k] · weights [n, k] transposed. */
    void multiply(Matrix x, QuantTensor weights, Matrix y);
}
