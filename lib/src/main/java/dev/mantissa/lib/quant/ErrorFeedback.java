package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import java.util.Arrays;

/**
 * How the rounding errors of earlier columns move later ones so that the output moves least. With H
 * = xᵀx (damped) = R · Rᵀ, R upper triangular, the squared output error of a row's errors d is |d ·
 * R|², and component c of d · R depends on errors up to column c alone: it vanishes where column c
 * takes up the sum of d[i] · R[i,c] / R[c,c] over earlier i. That is GPTQ (Frantar et al. 2022),
 * without its inverse of H.
 */
final class ErrorFeedback {
    /** Of the mean of the diagonal, added to it. */
    private static final double DAMPING = 0.01;

    private final double[][] parts;

    private ErrorFeedback(double[][] parts) {
        this.parts = parts;
    }

    /** xᵀx [k, k] in f64; row i has columns up to i. */
    static double[][] hessian(float[][] x) {
        int cols = x[0].length;
        double[][] hessian = new double[cols][];
        PlanePacker.eachRow(
                cols,
                i -> {
                    double[] row = new double[i + 1];
                    for (float[] sample : x) {
                        double by = sample[i];
                        for (int j = 0; by != 0 && j <= i; j++) {
                            row[j] += by * sample[j];
                        }
                    }
                    hessian[i] = row;
                });
        return hessian;
    }

    /**
     * @param hessian rows up to their diagonal
     * @param order in which columns are rounded
     */
    static ErrorFeedback of(double[][] hessian, int[] order) {
        int n = order.length;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += hessian[i][i] / n;
        }
        if (mean == 0) {
            throw new UsageException(
                    "gptq: all activations are 0, so every error is as good as another. Give a batch of real inputs.");
        }
        double[][] rows = new double[n][];
        for (int c = n - 1; c >= 0; c--) {
            CancelledException.check("quantisation");
            double[] row = new double[c + 1];
            for (int i = 0; i <= c; i++) {
                int a = Math.max(order[c], order[i]);
                row[i] = hessian[a][Math.min(order[c], order[i])];
            }
            row[c] += DAMPING * mean;
            for (int later = c + 1; later < n; later++) {
                subtract(row, rows[later], rows[later][c]);
            }
            double root = Math.sqrt(row[c]);
            for (int i = 0; i <= c; i++) {
                row[i] /= root;
            }
            rows[c] = row;
        }
        for (double[] row : rows) {
            double diagonal = row[row.length - 1];
            for (int i = 0; i < row.length; i++) {
                row[i] /= diagonal;
            }
        }
        return new ErrorFeedback(rows);
    }

    private static void subtract(double[] from, double[] row, double times) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= times * row[i];
        }
    }

    /** What the errors of places {@code from} to {@code to - 1} of the order move place c by. */
    double shift(double[] errors, int c, int from, int to) {
        double[] part = parts[c];
        double a = 0;
        double b = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            a += errors[i] * part[i];
            b += errors[i + 1] * part[i + 1];
        }
        return i < to ? a + b + errors[i] * part[i] : a + b;
    }

    /** 0, 1, 2 … */
    static int[] asStored(int columns) {
        int[] order = new int[columns];
        Arrays.setAll(order, i -> i);
        return order;
    }
}
