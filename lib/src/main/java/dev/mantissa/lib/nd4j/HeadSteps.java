package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Role;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The projections around multi-head attention, as plain products: x [batch, n, t], a weight array
 * [heads, p, n] for each of queries, keys and values, and one [heads · p, out] for the result.
 */
final class HeadSteps {
    private static final String OP = "multi_head_dot_product_attention";

    private HeadSteps() {}

    /** [batch, heads, p, t]. */
    static INDArray project(INDArray x, INDArray weights) {
        long heads = weights.size(0);
        long p = weights.size(1);
        INDArray product =
                Steps.inRole(
                        OP,
                        Role.ATTENTION,
                        () -> Steps.matmul(flatWeights(weights), byFeature(x), false));
        return product.reshape(heads, p, x.size(0), x.size(2)).permute(2, 0, 1, 3).dup('c');
    }

    /** Gradients for x and the weights, given that of the projection. */
    static List<INDArray> projectGradients(INDArray x, INDArray weights, INDArray gradient) {
        INDArray flat =
                gradient.permute(1, 2, 0, 3)
                        .dup('c')
                        .reshape(weights.size(0) * weights.size(1), x.size(0) * x.size(2));
        INDArray[] both =
                Steps.inRole(
                        OP,
                        Role.ATTENTION,
                        () ->
                                Steps.matmulGradients(
                                        flatWeights(weights), byFeature(x), flat, false));
        INDArray dx = both[1].dup('c').reshape(x.size(1), x.size(0), x.size(2)).permute(1, 0, 2);
        return List.of(dx, both[0].dup('c').reshape(weights.shape()));
    }

    /** attended [batch, heads, p, t] to [batch, out, t]. */
    static INDArray join(INDArray attended, INDArray weights) {
        INDArray product =
                Steps.inRole(
                        OP, Role.ATTENTION, () -> Steps.matmul(rows(attended), weights, false));
        return product.dup('c')
                .reshape(attended.size(0), attended.size(3), weights.size(1))
                .permute(0, 2, 1);
    }

    /** Gradients for the attended values and the weights. */
    static List<INDArray> joinGradients(INDArray attended, INDArray weights, INDArray gradient) {
        long batch = attended.size(0);
        long steps = attended.size(3);
        INDArray flat = gradient.permute(0, 2, 1).dup('c').reshape(batch * steps, weights.size(1));
        INDArray[] both =
                Steps.inRole(
                        OP,
                        Role.ATTENTION,
                        () -> Steps.matmulGradients(rows(attended), weights, flat, false));
        INDArray dAttended =
                both[0].dup('c')
                        .reshape(batch, steps, attended.size(1), attended.size(2))
                        .permute(0, 2, 3, 1)
                        .dup('c');
        return List.of(dAttended, both[1]);
    }

    /** [batch · t, heads · p]. */
    private static INDArray rows(INDArray attended) {
        return attended.permute(0, 3, 1, 2)
                .dup('c')
                .reshape(attended.size(0) * attended.size(3), attended.size(1) * attended.size(2));
    }

    /** [heads · p, n]. */
    private static INDArray flatWeights(INDArray weights) {
        return weights.dup('c').reshape(weights.size(0) * weights.size(1), weights.size(2));
    }

    /** [n, batch · t]. */
    private static INDArray byFeature(INDArray x) {
        return x.permute(1, 0, 2).dup('c').reshape(x.size(1), x.size(0) * x.size(2));
    }
}
