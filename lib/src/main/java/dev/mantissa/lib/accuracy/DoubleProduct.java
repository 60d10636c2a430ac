package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.engine.WorkerPool;

/** Products in f64 in plain loops, for whatever gives its rows: nothing of the engines is used. */
final class DoubleProduct {
    private static final int ROWS_PER_TASK = 16;

    private DoubleProduct() {}

    /** A matrix [n, k] by its rows; asked by many threads at once. */
    @FunctionalInterface
    interface Rows {
        /** Writes row {@code row} to the k elements of {@code to}. */
        void read(int row, float[] to);
    }

    /** The rows of a dense row-major matrix. */
    static Rows rows(float[] values) {
        return (row, to) -> System.arraycopy(values, row * to.length, to, 0, to.length);
    }

    /** x [m, k] · w [n, k] transposed -> [m, n], row-major. */
    static double[] of(double[] x, int m, Rows w, MatrixShape shape) {
        int n = shape.rows();
        int k = shape.cols();
        double[] columns = transposed(x, m, k);
        double[] y = new double[m * n];
        int tasks = (n + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
        WorkerPool.shared()
                .run(
                        "accuracy suite",
                        tasks,
                        task -> {
                            float[] row = new float[k];
                            int end = Math.min(n, (task + 1) * ROWS_PER_TASK);
                            for (int j = task * ROWS_PER_TASK; j < end; j++) {
                                w.read(j, row);
                                double[] sums = sums(row, columns, m);
                                for (int i = 0; i < m; i++) {
                                    y[i * n + j] = sums[i];
                                }
                            }
                        });
        return y;
    }

    private static double[] sums(float[] row, double[] columns, int m) {
        double[] sums = new double[m];
        for (int p = 0; p < row.length; p++) {
            double weight = row[p];
            for (int i = 0; i < m; i++) {
                sums[i] += weight * columns[p * m + i];
            }
        }
        return sums;
    }

    private static double[] transposed(double[] x, int m, int k) {
        double[] columns = new double[m * k];
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                columns[p * m + i] = x[i * k + p];
            }
        }
        return columns;
    }
}
