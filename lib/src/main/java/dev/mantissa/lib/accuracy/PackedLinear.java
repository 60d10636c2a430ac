package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/** Products with packed weights by the engine in force, each compared with its f64 product. */
final class PackedLinear implements Linear {
    private static final double SIGMAS = 4;

    private final Packed packed;
    private final Kernel kernel;
    private Arithmetic worst = new Arithmetic(0, Arithmetic.f32Bound(0), "no product");

    PackedLinear(Packed packed, Kernel kernel) {
        this.packed = packed;
        this.kernel = kernel;
    }

    @Override
    public double[] apply(int weight, double[] x, int m) {
        MatrixShape shape = packed.shape(weight);
        float[] y = new float[m * shape.rows()];
        float[] rounded = narrow(x);
        kernel.multiply(
                Matrix.rowMajor(MemorySegment.ofArray(rounded), m, shape.cols()),
                packed.tensors().get(weight),
                Matrix.rowMajor(MemorySegment.ofArray(y), m, shape.rows()));
        double[] exact = DoubleProduct.of(x, m, packed.rows(weight), shape);
        worst = worst.worse(judged(distance(y, exact), packed.scheme(), x, m, shape));
        return widened(y);
    }

    /** A product of x [m, k] that misses the exact one by that. */
    static Arithmetic judged(
            double error, QuantScheme scheme, double[] x, int m, MatrixShape shape) {
        double sums = Arithmetic.f32Bound(shape.cols());
        double rounding = SchemeFacts.activationError(scheme, x, shape.cols());
        if (rounding == 0) {
            return new Arithmetic(
                    error, sums, "f32 sums of %d terms, 2^-24 each".formatted(shape.cols()));
        }
        double scatter = 1 + SIGMAS / Math.sqrt(shape.degreesOfFreedom(m));
        return new Arithmetic(
                error,
                rounding * scatter + sums,
                "%s rounds activations by %.3g; × %.2f for scatter"
                        .formatted(SchemeFacts.activations(scheme), rounding, scatter));
    }

    /** The worst product so far. */
    Arithmetic worst() {
        return worst;
    }

    /** ‖y - exact‖ / ‖exact‖; infinite if a value is not finite. */
    static double distance(float[] y, double[] exact) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < y.length; i++) {
            double d = y[i] - exact[i];
            error += d * d;
            norm += exact[i] * exact[i];
        }
        double relative = Math.sqrt(norm == 0 ? error : error / norm);
        return Double.isFinite(relative) ? relative : Double.POSITIVE_INFINITY;
    }

    static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
