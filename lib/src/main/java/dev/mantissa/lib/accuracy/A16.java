package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;

/** Activations stay as they are: only weights are quantised. */
final class A16 implements ActivationMode {
    @Override
    public String name() {
        return "A16";
    }

    @Override
    public String summary() {
        return "activations stay floating point, weights alone are quantised";
    }

    @Override
    public double error(double[] x, int m) {
        return 0;
    }

    @Override
    public void multiply(Matrix x, QuantTensor weights, Matrix y) {
        weights.multiply(x, y, 1, 0, Precisions.of("highest"));
    }
}
