package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Operations that are called by name: each rounds the operands that its rule says, no other. */
class NamedOpsTest {
    private static final Set<String> BACKWARD_WITH_BIAS =
            Set.of(
                    "conv1d_bp",
                    "conv2d_bp",
                    "conv3dnew_bp",
                    "depthwise_conv2d_bp",
                    "deconv2d_bp",
                    "deconv3d_bp",
                    "xw_plus_b_bp");

    /** An operation, its inputs, which of them are multiplied, and its integer arguments. */
    record Call(String name, List<INDArray> inputs, List<Integer> operands, int... integers) {
        @Override
        public String toString() {
            return name + " with " + inputs.size() + " inputs";
        }

        List<INDArray> run(List<INDArray> arrays) {
            var builder = DynamicCustomOp.builder(name);
            builder.addInputs(arrays.toArray(INDArray[]::new));
            if (integers.length > 0) {
                builder.addIntegerArguments(integers);
            }
            return List.of(Nd4j.exec(builder.build()));
        }
    }

    private static final int[] PLANE = {3, 3, 1, 1, 0, 0, 1, 1, 0, 0, 0};
    private static final int[] LINE = {3, 1, 0, 1, 0, 0, 0};
    private static final int[] SPACE = {2, 2, 2, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0};

    static Stream<Call> calls() {
        INDArray image = normal(1, 2, 3, 6, 6);
        INDArray line = normal(2, 2, 3, 9);
        INDArray space = normal(3, 1, 2, 4, 4, 4);
        return Stream.of(
                call("conv1d", List.of(0, 1), LINE, line, normal(4, 3, 3, 4), bias(4)),
                call("conv2d", List.of(0, 1), PLANE, image, normal(5, 3, 3, 3, 4), bias(4)),
                call("conv3dnew", List.of(0, 1), SPACE, space, normal(6, 2, 2, 2, 2, 3), bias(3)),
                call(
                        "depthwise_conv2d",
                        List.of(0, 1),
                        PLANE,
                        image,
                        normal(7, 3, 3, 3, 2),
                        bias(6)),
                call("deconv2d", List.of(0, 1), PLANE, image, normal(8, 3, 3, 4, 3), bias(4)),
                call("deconv3d", List.of(0, 1), SPACE, space, normal(9, 2, 2, 2, 3, 2), bias(3)),
                call(
                        "pointwise_conv2d",
                        List.of(0, 1),
                        new int[] {0},
                        image,
                        normal(10, 1, 1, 3, 4)),
                call(
                        "tensordot",
                        List.of(0, 1),
                        new int[] {1, 1, 1, 0},
                        normal(11, 5, 7),
                        normal(12, 7, 3)),
                call(
                        "matmul_bp",
                        List.of(0, 1, 2),
                        new int[] {},
                        normal(13, 5, 7),
                        normal(14, 7, 3),
                        normal(15, 5, 3)),
                call(
                        "xw_plus_b",
                        List.of(0, 1),
                        new int[] {},
                        normal(16, 5, 7),
                        normal(17, 7, 3),
                        bias(3)),
                call(
                        "xw_plus_b_bp",
                        List.of(0, 1, 3),
                        new int[] {},
                        normal(18, 5, 7),
                        normal(19, 7, 3),
                        bias(3),
                        normal(20, 5, 3)),
                call(
                        "conv1d_bp",
                        List.of(0, 1, 3),
                        LINE,
                        line,
                        normal(21, 3, 3, 4),
                        bias(4),
                        normal(22, 2, 4, 7)),
                call(
                        "conv2d_bp",
                        List.of(0, 1, 2),
                        PLANE,
                        image,
                        normal(23, 3, 3, 3, 4),
                        normal(24, 2, 4, 4, 4)),
                call(
                        "conv2d_bp",
                        List.of(0, 1, 3),
                        PLANE,
                        image,
                        normal(25, 3, 3, 3, 4),
                        bias(4),
                        normal(26, 2, 4, 4, 4)),
                call(
                        "conv3dnew_bp",
                        List.of(0, 1, 3),
                        SPACE,
                        space,
                        normal(27, 2, 2, 2, 2, 3),
                        bias(3),
                        normal(28, 1, 3, 3, 3, 3)),
                call(
                        "depthwise_conv2d_bp",
                        List.of(0, 1, 3),
                        PLANE,
                        image,
                        normal(29, 3, 3, 3, 2),
                        bias(6),
                        normal(30, 2, 6, 4, 4)),
                call(
                        "deconv2d_bp",
                        List.of(0, 1, 3),
                        PLANE,
                        image,
                        normal(31, 3, 3, 4, 3),
                        bias(4),
                        normal(32, 2, 4, 8, 8)),
                call(
                        "deconv3d_bp",
                        List.of(0, 1, 3),
                        SPACE,
                        space,
                        normal(33, 2, 2, 2, 3, 2),
                        bias(3),
                        normal(34, 1, 3, 5, 5, 5)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void an_operation_under_a_mode_is_the_operation_on_rounded_operands(Call call) {
        List<INDArray> plain = call.run(call.inputs());
        for (Precision mode : Under.rounding()) {
            List<INDArray> inputs = new ArrayList<>(call.inputs());
            call.operands().forEach(i -> inputs.set(i, rounded(inputs.get(i), mode)));
            List<INDArray> expected = call.run(inputs);
            List<INDArray> actual = under(mode, () -> call.run(call.inputs()));
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                String what = mode.name() + ", output " + i;
                if (i == 2 && BACKWARD_WITH_BIAS.contains(call.name())) {
                    assertThat(Under.distance(floats(actual.get(i)), doubles(plain.get(i))))
                            .as(what + ": the bias gradient is not rounded")
                            .isLessThan(3e-7);
                } else {
                    assertThat(floats(actual.get(i)))
                            .as(what)
                            .containsExactly(floats(expected.get(i)));
                    assertThat(floats(actual.get(i))).as(what).isNotEqualTo(floats(plain.get(i)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void an_operation_under_f64_is_the_operation_on_f64_arrays(Call call) {
        List<INDArray> wide =
                call.run(call.inputs().stream().map(x -> x.castTo(DataType.DOUBLE)).toList());
        List<INDArray> actual = under(Precisions.of("f64"), () -> call.run(call.inputs()));
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).dataType()).isEqualTo(DataType.FLOAT);
            assertThat(Under.distance(floats(actual.get(i)), doubles(wide.get(i))))
                    .isLessThan(6e-8);
        }
    }

    @Test
    void a_batched_product_rounds_the_matrices_and_not_the_factors() {
        INDArray factors = Nd4j.createFromArray(1.2345678f);
        INDArray a = normal(1, 4, 4);
        INDArray b = normal(2, 4, 4);
        for (Precision mode : Under.rounding()) {
            float[] actual = floats(under(mode, () -> batched(factors, a, b)));
            float[] expected = floats(batched(factors, rounded(a, mode), rounded(b, mode)));
            assertThat(actual).containsExactly(expected);
        }
    }

    private static INDArray batched(INDArray factors, INDArray a, INDArray b) {
        INDArray c = Nd4j.create(DataType.FLOAT, new long[] {4, 4}, 'f');
        Nd4j.exec(
                DynamicCustomOp.builder("batched_gemm")
                        .addInputs(factors, Nd4j.createFromArray(0f), a.dup('f'), b.dup('f'))
                        .addOutputs(c)
                        .addIntegerArguments(111, 111, 4, 4, 4, 4, 4, 4, 1)
                        .build());
        return c;
    }

    private static Call call(String name, List<Integer> operands, int[] integers, INDArray... in) {
        return new Call(name, List.of(in), operands, integers);
    }

    private static INDArray bias(int n) {
        return normal(99, n);
    }

    private static double[] doubles(INDArray array) {
        return array.dup('c').castTo(DataType.DOUBLE).data().asDouble();
    }
}
