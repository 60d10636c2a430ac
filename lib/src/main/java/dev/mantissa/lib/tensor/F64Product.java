package dev.mantissa.lib.tensor;

import dev.mantissa.lib.engine.CancelledException;

/** The product of f64 matrices in f64: what products in other precisions are measured against. */
final class F64Product {
    private F64Product() {}

    /** a [m,k] · b [k,n] -> [m,n], row-major. */
    static double[] of(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            CancelledException.check("matmul");
            for (int p = 0; p < k; p++) {
                addScaled(a[i * k + p], b, p * n, c, i * n, n);
            }
        }
        return c;
    }

    private static void addScaled(
            double factor, double[] row, int from, double[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += factor * row[from + j];
        }
    }
}
