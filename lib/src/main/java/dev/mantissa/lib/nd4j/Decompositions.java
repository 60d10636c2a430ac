package dev.mantissa.lib.nd4j;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * Operations with a product in their middle that cannot be rounded from outside: run as several, so
 * that every product obeys the policy. Results go to the arrays that the caller gave.
 */
final class Decompositions {
    /** Computes the outputs of an operation from its inputs and integer arguments. */
    private interface Decomposition {
        List<INDArray> run(List<INDArray> inputs, long[] integers);
    }

    private static final Map<String, Decomposition> ALL =
            Map.of(
                    "dot_product_attention", Decompositions::attention,
                    "dot_product_attention_bp", Decompositions::attentionGradients,
                    "multi_head_dot_product_attention", Decompositions::heads,
                    "multi_head_dot_product_attention_bp", Decompositions::headGradients,
                    "sconv2d", SeparableSteps::forward,
                    "sconv2d_bp", SeparableSteps::backward);

    private Decompositions() {}

    static boolean knows(String opName) {
        return ALL.containsKey(opName);
    }

    static INDArray[] run(CustomOp op, OpContext context) {
        Decomposition steps = ALL.get(op.opName());
        if (steps == null) {
            throw new IllegalStateException("no steps for ND4J operation " + op.opName());
        }
        List<INDArray> results = steps.run(List.copyOf(context.getInputArrays()), op.iArgs());
        List<INDArray> outputs = context.getOutputArrays();
        for (int i = 0; i < outputs.size(); i++) {
            INDArray output = outputs.get(i);
            output.assign(results.get(i).reshape(output.shape()));
        }
        return outputs.toArray(INDArray[]::new);
    }

    /** queries, keys, values, mask? -> result, weights. */
    private static List<INDArray> attention(List<INDArray> in, long[] integers) {
        return new AttentionSteps(integers[0] != 0, at(in, 3))
                .forward(in.get(0), in.get(1), in.get(2));
    }

    /** queries, keys, values, gradient, mask? -> gradients of the first three. */
    private static List<INDArray> attentionGradients(List<INDArray> in, long[] integers) {
        return new AttentionSteps(integers[0] != 0, at(in, 4))
                .backward(in.get(0), in.get(1), in.get(2), in.get(3));
    }

    /** queries, keys, values, Wq, Wk, Wv, Wo, mask? -> result, weights. */
    private static List<INDArray> heads(List<INDArray> in, long[] integers) {
        List<INDArray> attended =
                new AttentionSteps(integers[0] != 0, at(in, 7))
                        .forward(
                                HeadSteps.project(in.get(0), in.get(3)),
                                HeadSteps.project(in.get(1), in.get(4)),
                                HeadSteps.project(in.get(2), in.get(5)));
        return List.of(HeadSteps.join(attended.get(0), in.get(6)), attended.get(1));
    }

    /** queries, keys, values, Wq, Wk, Wv, Wo, gradient, mask? -> gradients of the first seven. */
    private static List<INDArray> headGradients(List<INDArray> in, long[] integers) {
        AttentionSteps steps = new AttentionSteps(integers[0] != 0, at(in, 8));
        INDArray q = HeadSteps.project(in.get(0), in.get(3));
        INDArray k = HeadSteps.project(in.get(1), in.get(4));
        INDArray v = HeadSteps.project(in.get(2), in.get(5));
        INDArray attended = steps.forward(q, k, v).get(0);
        List<INDArray> out = HeadSteps.joinGradients(attended, in.get(6), in.get(7));
        List<INDArray> d = steps.backward(q, k, v, out.get(0));
        List<INDArray> dq = HeadSteps.projectGradients(in.get(0), in.get(3), d.get(0));
        List<INDArray> dk = HeadSteps.projectGradients(in.get(1), in.get(4), d.get(1));
        List<INDArray> dv = HeadSteps.projectGradients(in.get(2), in.get(5), d.get(2));
        return List.of(
                dq.get(0), dk.get(0), dv.get(0), dq.get(1), dk.get(1), dv.get(1), out.get(1));
    }

    private static @Nullable INDArray at(List<INDArray> inputs, int index) {
        return inputs.size() > index ? inputs.get(index) : null;
    }
}
