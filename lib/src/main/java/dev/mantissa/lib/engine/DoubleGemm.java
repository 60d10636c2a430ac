package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;

/**
 * The product of f32 operands with sums kept in f64: blocked and on all threads, in loops that the
 * compiler turns into vector code. The product of two f32 values is exact in f64.
 */
final class DoubleGemm {
    /** Takes rows [row, row + rows) of the product, row-major in {@code sums} from 0. */
    @FunctionalInterface
    interface Sink {
        void accept(int row, int rows, double[] sums);
    }

    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int MC = 32;
    private static final int KC = 128;
    private static final int NC = 256;

    private DoubleGemm() {}

    /** a [m,k] · b [k,n], operands rounded to the format, given out in blocks of rows. */
    static void multiply(Matrix a, Matrix b, NumberFormat format, WorkerPool pool, Sink sink) {
        int tasks = (a.rows() + MC - 1) / MC;
        Thread caller = Thread.currentThread();
        pool.run(
                "matmul",
                tasks,
                task -> {
                    int rows = Math.min(MC, a.rows() - task * MC);
                    double[] sums = new double[rows * b.cols()];
                    rows(a, task * MC, rows, b, format, sums, caller);
                    sink.accept(task * MC, rows, sums);
                });
    }

    private static void rows(
            Matrix a,
            int row,
            int rows,
            Matrix b,
            NumberFormat format,
            double[] sums,
            Thread caller) {
        double[] left = new double[rows * KC];
        double[] right = new double[KC * Math.min(NC, b.cols())];
        for (int p = 0; p < a.cols() && !caller.isInterrupted(); p += KC) {
            int kc = Math.min(KC, a.cols() - p);
            copy(a, row, rows, p, kc, format, left);
            for (int col = 0; col < b.cols(); col += NC) {
                int nc = Math.min(NC, b.cols() - col);
                copy(b, p, kc, col, nc, format, right);
                for (int i = 0; i < rows; i++) {
                    addRow(left, i * kc, kc, right, nc, sums, i * b.cols() + col);
                }
            }
        }
    }

    private static void addRow(
            double[] left, int from, int kc, double[] right, int nc, double[] sums, int to) {
        int p = 0;
        for (; p <= kc - 4; p += 4) {
            double x0 = left[from + p];
            double x1 = left[from + p + 1];
            double x2 = left[from + p + 2];
            double x3 = left[from + p + 3];
            int at = p * nc;
            for (int j = 0; j < nc; j++) {
                sums[to + j] +=
                        x0 * right[at + j]
                                + x1 * right[at + nc + j]
                                + x2 * right[at + 2 * nc + j]
                                + x3 * right[at + 3 * nc + j];
            }
        }
        for (; p < kc; p++) {
            double x = left[from + p];
            for (int j = 0; j < nc; j++) {
                sums[to + j] += x * right[p * nc + j];
            }
        }
    }

    private static void copy(
            Matrix x, int row, int rows, int col, int cols, NumberFormat format, double[] to) {
        float[] line = new float[cols];
        long step = x.colStride() * Float.BYTES;
        for (int i = 0; i < rows; i++) {
            long at = (x.offset() + (row + i) * x.rowStride() + col * x.colStride()) * Float.BYTES;
            for (int j = 0; j < cols; j++) {
                line[j] = x.host().get(F32, at + j * step);
            }
            format.round(line, 0, cols);
            for (int j = 0; j < cols; j++) {
                to[i * cols + j] = line[j];
            }
        }
    }
}
