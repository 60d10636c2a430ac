package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.distance;
import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class DecompositionsTest {
    private static final int[] PLANE = {3, 3, 1, 1, 0, 0, 1, 1, 0, 0, 0};
    private static final int[] SAME_LAST = {3, 3, 1, 1, 0, 0, 1, 1, 1, 1, 0};

    /** A call of an operation that is decomposed. */
    record Call(String what, String name, int[] integers, INDArray... inputs) {
        @Override
        public String toString() {
            return name + ", " + what;
        }

        DynamicCustomOp op() {
            return DynamicCustomOp.builder(name)
                    .addInputs(inputs)
                    .addIntegerArguments(integers)
                    .build();
        }
    }

    static Stream<Call> calls() {
        INDArray q = normal(1, 2, 8, 5);
        INDArray k = normal(2, 2, 8, 6);
        INDArray v = normal(3, 2, 7, 6);
        INDArray d = normal(4, 2, 7, 5);
        INDArray mask = Nd4j.ones(DataType.FLOAT, 2, 6).putScalar(1, 4, 0).putScalar(0, 0, 0);
        INDArray wq = normal(5, 3, 4, 8).muli(0.3);
        INDArray wk = normal(6, 3, 4, 8).muli(0.3);
        INDArray wv = normal(7, 3, 5, 7).muli(0.3);
        INDArray wo = normal(8, 15, 9);
        INDArray dm = normal(9, 2, 9, 5);
        INDArray image = normal(10, 2, 3, 6, 6);
        INDArray depth = normal(11, 3, 3, 3, 2);
        INDArray point = normal(12, 1, 1, 6, 4);
        INDArray bias = normal(13, 4);
        INDArray last = normal(14, 2, 6, 6, 3);
        INDArray dImage = normal(15, 2, 4, 4, 4);
        int[] scaled = {1, 1};
        int[] raw = {0, 0};
        String one = "dot_product_attention";
        String many = "multi_head_dot_product_attention";
        return Stream.of(
                new Call("scaled", one, scaled, q, k, v),
                new Call("not scaled", one, raw, q, k, v),
                new Call("masked", one, scaled, q, k, v, mask),
                new Call("four axes", one, scaled, four(q), four(k), four(v)),
                new Call("four axes, masked", one, scaled, four(q), four(k), four(v), mask),
                new Call("scaled", one + "_bp", new int[] {1}, q, k, v, d),
                new Call("masked", one + "_bp", new int[] {1}, q, k, v, d, mask),
                new Call("not scaled", one + "_bp", new int[] {0}, q, k, v, d),
                new Call("scaled", many, scaled, q, k, v, wq, wk, wv, wo),
                new Call("masked", many, scaled, q, k, v, wq, wk, wv, wo, mask),
                new Call("scaled", many + "_bp", new int[] {1}, q, k, v, wq, wk, wv, wo, dm),
                new Call("masked", many + "_bp", new int[] {1}, q, k, v, wq, wk, wv, wo, dm, mask),
                new Call("both, bias", "sconv2d", PLANE, image, depth, point, bias),
                new Call(
                        "one channel",
                        "sconv2d",
                        PLANE,
                        normal(17, 2, 1, 6, 6),
                        normal(18, 3, 3, 1, 2)),
                new Call("both", "sconv2d", PLANE, image, depth, point),
                new Call("channels last", "sconv2d", SAME_LAST, last, depth, point, bias),
                new Call("depth only", "sconv2d", PLANE, image, depth),
                new Call("both, bias", "sconv2d_bp", PLANE, image, dImage, depth, point, bias),
                new Call("both", "sconv2d_bp", PLANE, image, dImage, depth, point),
                new Call("depth only", "sconv2d_bp", PLANE, image, normal(16, 2, 6, 4, 4), depth));
    }

    /** [2, f, t] as [2, 1, f, t]: one head. */
    private static INDArray four(INDArray x) {
        return x.reshape(2, 1, x.size(1), x.size(2));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void the_steps_give_what_nd4j_gives(Call call) {
        INDArray[] expected = Nd4j.exec(call.op());
        DynamicCustomOp op = call.op();
        for (INDArray output : expected) {
            op.addOutputArgument(output.ulike());
        }
        INDArray[] actual;
        try (OpContext context = Nd4j.getExecutioner().buildContext()) {
            context.setInputArrays(op.inputArguments());
            context.setOutputArrays(op.outputArguments());
            actual = Decompositions.run(op, context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(distance(floats(actual[i]), doubles(expected[i])))
                    .as("output " + i)
                    .isLessThan(2e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void under_a_mode_every_output_has_about_the_error_of_the_mode(Call call) {
        INDArray[] plain = Nd4j.exec(call.op());
        for (Precision mode : Under.rounding()) {
            INDArray[] actual = under(mode, () -> Nd4j.exec(call.op()));
            for (int i = 0; i < plain.length; i++) {
                boolean bias = plain[i].rank() == 1;
                double error = distance(floats(actual[i]), doubles(plain[i]));
                assertThat(error)
                        .as(mode.name() + ", output " + i)
                        .isBetween(
                                bias ? 0 : mode.expectedError(8) / 20, mode.expectedError(8) * 20);
            }
        }
    }

    @Test
    void both_products_of_attention_have_rounded_operands() {
        INDArray q = normal(1, 1, 8, 5);
        INDArray k = normal(2, 1, 8, 6);
        INDArray v = normal(3, 1, 7, 6);
        for (Precision mode : Under.rounding()) {
            INDArray actual =
                    under(mode, () -> Nd4j.nn().dotProductAttention(q, k, v, null, false));
            INDArray scores = flat(rounded(k, mode)).transpose().mmul(flat(rounded(q, mode)));
            INDArray weights = Transforms.softmax(scores.transpose(), true).transpose();
            INDArray expected = flat(rounded(v, mode)).mmul(rounded(weights.dup('c'), mode));
            // A weight at a rounding boundary may fall the other way; an operand that is not
            // rounded
            // at all costs about the error of the mode.
            assertThat(distance(floats(actual), doubles(expected)))
                    .as(mode.name())
                    .isLessThan(mode.expectedError(8) / 20);
        }
    }

    @Test
    void a_policy_may_keep_the_scores_of_attention_in_f32() {
        INDArray q = normal(1, 1, 8, 5);
        INDArray k = normal(2, 1, 8, 6);
        INDArray v = normal(3, 1, 7, 6);
        List<INDArray> results =
                Stream.of("bf16", "qk=f32 *=bf16", "attention=f32 *=bf16", "qk=bf16")
                        .map(policy -> attention(policy, q, k, v))
                        .toList();
        double[] exact = doubles(Nd4j.nn().dotProductAttention(q, k, v, null, true));
        assertThat(results.get(1)).isNotEqualTo(results.get(0)).isNotEqualTo(results.get(3));
        assertThat(distance(floats(results.get(1)), exact)).isBetween(1e-5, 1e-2);
        assertThat(distance(floats(results.get(3)), exact)).isBetween(1e-5, 1e-2);
        assertThat(distance(floats(results.get(2)), exact)).isLessThan(1e-6);
    }

    private static INDArray attention(String policy, INDArray q, INDArray k, INDArray v) {
        AtomicReference<INDArray> result = new AtomicReference<>();
        Numerics.of(policy, Source.SCOPE)
                .run(() -> result.set(Nd4j.nn().dotProductAttention(q, k, v, null, true)));
        return result.get();
    }

    private static INDArray flat(INDArray x) {
        return x.reshape(x.size(1), x.size(2));
    }

    private static double[] doubles(INDArray array) {
        return array.dup('c').castTo(DataType.DOUBLE).data().asDouble();
    }
}
