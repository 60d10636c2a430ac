package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;

/**
 * What a product with 8-bit activations is, in plain scalars: for every block of a row of x the
 * scale · the sum of code · weight, blocks added up in f64. Kernels are measured against it.
 */
public final class Int8Reference {
    private Int8Reference() {}

    /** x [m, k] · w [n, k] transposed, row-major [m, n]; activations as {@code w}'s scheme says. */
    public static double[] product(Matrix x, QuantTensor w) {
        Activations activations = w.scheme().options().activations();
        int k = w.cols();
        double[] y = new double[x.rows() * w.rows()];
        float[][] weights = new float[w.rows()][k];
        QuantTensor stored = w.stored();
        for (int j = 0; j < w.rows(); j++) {
            stored.read(j, 0, k, weights[j], 0);
        }
        Matrix turned = w.scheme().options().rotated() ? Rotation.of(k).rows(x) : x;
        byte[] codes = new byte[k];
        for (int i = 0; i < x.rows(); i++) {
            float[] row = turned.row(i);
            for (int from = 0; from < k; from += activations.block()) {
                int count = Math.min(activations.block(), k - from);
                double scale = activations.quantise(row, from, count, codes);
                for (int j = 0; j < w.rows(); j++) {
                    double sum = 0;
                    for (int c = from; c < from + count; c++) {
                        sum += codes[c] * (double) weights[j][c];
                    }
                    y[i * w.rows() + j] += scale * sum;
                }
            }
        }
        return y;
    }
}
