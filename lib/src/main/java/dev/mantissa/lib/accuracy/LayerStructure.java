package dev.mantissa.lib.accuracy;

import java.util.List;

/** A whole transformer layer. */
final class LayerStructure implements Structure {
    @Override
    public String name() {
        return "layer";
    }

    @Override
    public String summary() {
        return "a transformer layer: norms, attention, SwiGLU, residual sums";
    }

    @Override
    public List<MatrixShape> weights(MatrixShape shape) {
        return TransformerBlock.weights(shape);
    }

    @Override
    public int inputs(MatrixShape shape) {
        return shape.rows();
    }

    @Override
    public double[] forward(MatrixShape shape, double[] x, int m, Linear linear) {
        return TransformerBlock.forward(shape, x, m, linear, 0);
    }
}
