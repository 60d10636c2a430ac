package dev.mantissa.lib.accuracy;

import java.util.List;

/**
 * A decoder layer as in Llama, without positions: x + attention(norm(x)), then that + SwiGLU of its
 * norm. Its seven weights: query, key, value, output [w, w], gate, up [h, w], down [w, h].
 */
final class TransformerBlock {
    static final int WEIGHTS = 7;
    private static final double EPSILON = 1e-6;

    private TransformerBlock() {}

    /** For a model {@code shape.rows()} wide whose inner width is {@code shape.cols()}. */
    static List<MatrixShape> weights(MatrixShape shape) {
        MatrixShape square = new MatrixShape(shape.rows(), shape.rows());
        MatrixShape wider = shape.transposed();
        return List.of(square, square, square, square, wider, wider, shape);
    }

    /**
     * @param first index of its first weight
     */
    static double[] forward(MatrixShape shape, double[] x, int m, Linear linear, int first) {
        int width = shape.rows();
        double[] normed = norm(x, width);
        double[] q = linear.apply(first, normed, m);
        double[] k = linear.apply(first + 1, normed, m);
        double[] v = linear.apply(first + 2, normed, m);
        double[] heads = Attention.of(q, k, v, m, width, shape.headWidth());
        double[] middle = sum(x, linear.apply(first + 3, heads, m));
        double[] inner = norm(middle, width);
        double[] gate = linear.apply(first + 4, inner, m);
        double[] up = linear.apply(first + 5, inner, m);
        for (int i = 0; i < up.length; i++) {
            up[i] *= gate[i] / (1 + Math.exp(-gate[i]));
        }
        return sum(middle, linear.apply(first + 6, up, m));
    }

    /** Each row of that width divided by its root mean square. */
    static double[] norm(double[] x, int width) {
        double[] out = new double[x.length];
        for (int from = 0; from < x.length; from += width) {
            double squares = 0;
            for (int c = from; c < from + width; c++) {
                squares += x[c] * x[c];
            }
            double scale = 1 / Math.sqrt(squares / width + EPSILON);
            for (int c = from; c < from + width; c++) {
                out[c] = x[c] * scale;
            }
        }
        return out;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] + b[i];
        }
        return out;
    }
}
