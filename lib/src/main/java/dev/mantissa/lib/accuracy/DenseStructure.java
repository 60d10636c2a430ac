package dev.mantissa.lib.accuracy;

import java.util.List;

/** One product: a dense layer without its activation function. */
final class DenseStructure implements Structure {
    @Override
    public String name() {
        return "dense";
    }

    @Override
    public String summary() {
        return "one product, x·Wᵀ";
    }

    @Override
    public List<MatrixShape> weights(MatrixShape shape) {
        return List.of(shape);
    }

    @Override
    public int inputs(MatrixShape shape) {
        return shape.cols();
    }

    @Override
    public double[] forward(MatrixShape shape, double[] x, int m, Linear linear) {
        return linear.apply(0, x, m);
    }
}
