package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;

/** The product under test. */
@FunctionalInterface
public interface Kernel {
    /** y [m, n] = x [m, k] · weights [n, k] transposed. */
    void multiply(Matrix x, QuantTensor weights, Matrix y);

    /** The product of packed weights by the engine in force, in native f32. */
    static Kernel packed() {
        Precision mode = Precisions.of("highest");
        return (x, weights, y) -> weights.multiply(x, y, 1, 0, mode);
    }
}
