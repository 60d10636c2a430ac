package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.Random;

/** Weights of a layer and correlated inputs, a few columns of them much larger than the others. */
record LayerCase(Matrix weights, Matrix x) {
    private static final int FACTORS = 32;
    private static final int EVERY = 37;

    static LayerCase of(WeightDistribution weights, int n, int k, int m, double outlier) {
        Random random = new Random(5);
        double[][] mix = new double[FACTORS][k];
        double[] size = new double[k];
        for (int j = 0; j < k; j++) {
            size[j] = j % EVERY == 5 ? outlier : Math.exp(0.5 * random.nextGaussian());
            for (double[] factor : mix) {
                factor[j] = random.nextGaussian() / Math.sqrt(FACTORS);
            }
        }
        float[] x = new float[m * k];
        for (int i = 0; i < m; i++) {
            double[] common = random.doubles(FACTORS).map(u -> random.nextGaussian()).toArray();
            for (int j = 0; j < k; j++) {
                double value = 0.3 * random.nextGaussian();
                for (int f = 0; f < FACTORS; f++) {
                    value += common[f] * mix[f][j];
                }
                x[i * k + j] = (float) (size[j] * value);
            }
        }
        return new LayerCase(
                Tensor.of(weights.sample(n * k, 1), n, k).matrix(), Tensor.of(x, m, k).matrix());
    }

    /** Relative error of the weights in f64. */
    double weightError(Matrix stored) {
        double lost = 0;
        double all = 0;
        for (int i = 0; i < weights.rows(); i++) {
            float[] w = weights.row(i);
            float[] q = stored.row(i);
            for (int j = 0; j < w.length; j++) {
                lost += ((double) w[j] - q[j]) * ((double) w[j] - q[j]);
                all += (double) w[j] * w[j];
            }
        }
        return Math.sqrt(lost / all);
    }

    /** Relative error of x · storedᵀ in f64. */
    double outputError(Matrix stored) {
        double lost = 0;
        double all = 0;
        for (int i = 0; i < weights.rows(); i++) {
            float[] w = weights.row(i);
            float[] q = stored.row(i);
            for (int r = 0; r < x.rows(); r++) {
                float[] inputs = x.row(r);
                double error = 0;
                double exact = 0;
                for (int j = 0; j < w.length; j++) {
                    error += (double) inputs[j] * ((double) w[j] - q[j]);
                    exact += (double) inputs[j] * w[j];
                }
                lost += error * error;
                all += exact * exact;
            }
        }
        return Math.sqrt(lost / all);
    }
}
