package dev.mantissa.lib.accuracy;

import java.util.ArrayList;
import java.util.List;

/** A language model from embedded tokens to logits: two transformer layers, norm, head. */
final class ModelStructure implements Structure {
    private static final int LAYERS = 2;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String summary() {
        return "two transformer layers, a norm and the head: from embedded tokens to logits";
    }

    @Override
    public List<MatrixShape> weights(MatrixShape shape) {
        List<MatrixShape> all = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            all.addAll(TransformerBlock.weights(shape));
        }
        all.add(shape.transposed());
        return List.copyOf(all);
    }

    @Override
    public int inputs(MatrixShape shape) {
        return shape.rows();
    }

    @Override
    public double[] forward(MatrixShape shape, double[] x, int m, Linear linear) {
        double[] state = x;
        for (int layer = 0; layer < LAYERS; layer++) {
            state =
                    TransformerBlock.forward(
                            shape, state, m, linear, layer * TransformerBlock.WEIGHTS);
        }
        double[] normed = TransformerBlock.norm(state, shape.rows());
        return linear.apply(LAYERS * TransformerBlock.WEIGHTS, normed, m);
    }
}
