package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scaled dot-product attention as ND4J defines it, product by product: keys and queries [.., f, t],
 * values [.., v, t], softmax over the keys.
 *
 * @param normalize whether scores are divided by the square root of f
 * @param mask [batch, keys], 0 where a key is to be skipped; or null
 */
record AttentionSteps(boolean normalize, @Nullable INDArray mask) {
    private static final String OP = "dot_product_attention";
    private static final int[] OVER_KEYS = {-2};
    private static final double SKIPPED = 1e9;

    /** The result [.., v, queries] and the weights [.., keys, queries]. */
    List<INDArray> forward(INDArray queries, INDArray keys, INDArray values) {
        INDArray weights = softmax("softmax", scores(queries, keys))[0];
        return List.of(
                Steps.inRole(OP, Role.AV, () -> Steps.matmul(values, weights, false)), weights);
    }

    /** Gradients for queries, keys and values. */
    List<INDArray> backward(INDArray queries, INDArray keys, INDArray values, INDArray gradient) {
        INDArray scores = scores(queries, keys);
        INDArray weights = softmax("softmax", scores)[0];
        INDArray[] second =
                Steps.inRole(
                        OP, Role.AV, () -> Steps.matmulGradients(values, weights, gradient, false));
        INDArray slope = softmax("softmax_bp", scores, second[1])[0];
        INDArray scaled = normalize ? slope.divi(scale(keys)) : slope;
        INDArray[] first =
                Steps.inRole(OP, Role.QK, () -> Steps.matmulGradients(keys, queries, scaled, true));
        return List.of(first[1], first[0], second[0]);
    }

    private INDArray scores(INDArray queries, INDArray keys) {
        INDArray scores = Steps.inRole(OP, Role.QK, () -> Steps.matmul(keys, queries, true));
        if (normalize) {
            scores.divi(scale(keys));
        }
        if (mask != null) {
            long batch = mask.size(0);
            long count = mask.size(1);
            INDArray shaped =
                    scores.rank() == 4
                            ? mask.reshape(batch, 1, count, 1)
                            : mask.reshape(batch, count, 1);
            scores.addi(shaped.castTo(DataType.FLOAT).sub(1).mul(SKIPPED));
        }
        return scores;
    }

    private static INDArray[] softmax(String name, INDArray... inputs) {
        return Steps.inRole(OP, Role.SOFTMAX, () -> Steps.run(name, OVER_KEYS, inputs));
    }

    private static double scale(INDArray keys) {
        return Math.sqrt(keys.size(-2));
    }
}
