package dev.mantissa.lib.accuracy;

import java.util.List;

/** Attention heads: query, key and value products, causal softmax, output product. */
final class AttentionStructure implements Structure {
    @Override
    public String name() {
        return "attention";
    }

    @Override
    public String summary() {
        return "query, key, value and output products around causal softmax heads";
    }

    @Override
    public List<MatrixShape> weights(MatrixShape shape) {
        return List.of(shape, shape, shape, shape.transposed());
    }

    @Override
    public int inputs(MatrixShape shape) {
        return shape.cols();
    }

    @Override
    public double[] forward(MatrixShape shape, double[] x, int m, Linear linear) {
        double[] q = linear.apply(0, x, m);
        double[] k = linear.apply(1, x, m);
        double[] v = linear.apply(2, x, m);
        return linear.apply(3, Attention.of(q, k, v, m, shape.rows(), shape.headWidth()), m);
    }
}
