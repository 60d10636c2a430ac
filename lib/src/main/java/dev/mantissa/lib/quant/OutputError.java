package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;

/** How far the outputs x · weightsᵀ of a layer move when its weights do. */
public final class OutputError {
    private OutputError() {}

    /**
     * |x · (stored - weights)ᵀ| / |x · weightsᵀ|, Frobenius norms; where all outputs are 0, their
     * change itself.
     *
     * @param weights [n, k] f32, as is {@code stored}
     * @param x [m, k] f32
     */
    public static double relative(Matrix weights, Matrix stored, Matrix x) {
        Tensor inputs = rows(x, x.rows());
        double all = squares(inputs, transposed(weights));
        double lost = lost(weights, stored, inputs);
        return Math.sqrt(all == 0 ? lost : lost / all);
    }

    /** Sum of squares of x · (stored - weights)ᵀ. */
    static double lost(Matrix weights, Matrix stored, Tensor x) {
        float[] of = transposed(weights);
        float[] kept = transposed(stored);
        for (int i = 0; i < of.length; i++) {
            of[i] -= kept[i];
        }
        return squares(x, of);
    }

    /** Rows spread evenly over a batch, as a tensor. */
    static Tensor rows(Matrix x, int count) {
        float[] values = new float[Math.multiplyExact(count, x.cols())];
        for (int i = 0; i < count; i++) {
            int row = (int) ((long) i * x.rows() / count);
            System.arraycopy(x.row(row), 0, values, i * x.cols(), x.cols());
        }
        return Tensor.of(values, count, x.cols());
    }

    /** [n, k] as [k, n], row-major. */
    private static float[] transposed(Matrix of) {
        float[] values = new float[Math.multiplyExact(of.rows(), of.cols())];
        for (int i = 0; i < of.rows(); i++) {
            float[] row = of.row(i);
            for (int j = 0; j < row.length; j++) {
                values[j * of.rows() + i] = row[j];
            }
        }
        return values;
    }

    private static double squares(Tensor x, float[] transposed) {
        int k = x.shape().length(1);
        Tensor output = x.matmul(Tensor.of(transposed, k, transposed.length / k), "highest");
        double sum = 0;
        for (float value : output.toArray()) {
            sum += (double) value * value;
        }
        return sum;
    }
}
