package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;

/**
 * A layer's weights and a batch of its inputs, checked, and turned where the scheme stores turned
 * rows.
 *
 * @param weights [n][k]
 * @param x [m][k]
 */
record LayerSample(float[][] weights, float[][] x) {
    static LayerSample of(QuantScheme scheme, Matrix weights, Matrix x) {
        check(weights, x);
        float[][] rows = new float[weights.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = QuantEncoder.row(scheme, weights, i);
        }
        Matrix turned = scheme.options().rotated() ? Rotation.of(x.cols()).rows(x) : x;
        float[][] inputs = new float[x.rows()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = turned.row(i);
        }
        return new LayerSample(rows, inputs);
    }

    /**
     * @throws UsageException if x does not fit the weights, has no row, or is not finite
     */
    static void check(Matrix weights, Matrix x) {
        if (weights.type() != DType.F32 || x.type() != DType.F32) {
            throw new IllegalArgumentException(
                    "calibration: weights are %s and activations %s; F32 is needed; convert them first"
                            .formatted(weights.type(), x.type()));
        }
        if (x.cols() != weights.cols() || x.rows() == 0) {
            throw new UsageException(
                    "calibration: activations [%d, %d] do not fit weights [%d, %d]. Needed: at least one row, of %d values each, as the layer gets them."
                            .formatted(
                                    x.rows(),
                                    x.cols(),
                                    weights.rows(),
                                    weights.cols(),
                                    weights.cols()));
        }
        for (int i = 0; i < x.rows(); i++) {
            float[] row = x.row(i);
            for (int j = 0; j < row.length; j++) {
                if (!Float.isFinite(row[j])) {
                    throw new UsageException(
                            "calibration: activation [%d, %d] is %s. Allowed: finite values. Leave that example out."
                                    .formatted(i, j, row[j]));
                }
            }
        }
    }

    int cols() {
        return x[0].length;
    }

    /** Mean square of each column of x: how much an error of that column's weights counts. */
    double[] importance() {
        double[] squares = new double[cols()];
        for (float[] row : x) {
            for (int j = 0; j < row.length; j++) {
                squares[j] += (double) row[j] * row[j] / x.length;
            }
        }
        return squares;
    }
}
