package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.HIGHEST;
import static dev.mantissa.lib.nd4j.Under.distance;
import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Precision;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients under a mode, against loops of our own that round every operand of every product. */
class GradientTest {
    private static final int EXAMPLES = 5;

    private final INDArray x = Networks.images(EXAMPLES);
    private final INDArray y = Networks.labels(EXAMPLES);

    static Stream<Precision> modes() {
        return Stream.concat(Stream.of(HIGHEST), Under.rounding().stream());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_multi_layer_network_has_the_gradient_of_rounded_products(Precision mode) {
        MultiLayerNetwork net = Networks.multiLayer();
        net.setInput(x);
        net.setLabels(y);
        float[] actual =
                under(
                        mode,
                        () -> {
                            net.computeGradientAndScore();
                            return floats(net.getFlattenedGradients());
                        });
        List<INDArray> activations = under(mode, () -> net.feedForward(x, true));
        check(mode, actual, net.paramTable(), activations.subList(1, 4).toArray(INDArray[]::new));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_computation_graph_has_the_gradient_of_rounded_products(Precision mode) {
        ComputationGraph net = Networks.graph();
        net.setParams(Networks.multiLayer().params());
        net.setInputs(x);
        net.setLabels(y);
        float[] actual =
                under(
                        mode,
                        () -> {
                            net.computeGradientAndScore();
                            return floats(net.gradient().gradient());
                        });
        Map<String, INDArray> forward = under(mode, () -> net.feedForward(x, true));
        INDArray[] activations = {forward.get("conv"), forward.get("dense"), forward.get("out")};
        check(mode, actual, Networks.multiLayer().paramTable(), activations);
    }

    private void check(
            Precision mode, float[] actual, Map<String, INDArray> parameters, INDArray[] acts) {
        double[] expected = reference(mode, parameters, acts);
        double own = distance(actual, expected);
        assertThat(own).isLessThan(2e-6);
        int bits = mode.operandFormat().mantissaBits();
        modes().filter(other -> other.operandFormat().mantissaBits() != bits)
                .forEach(other ->
                        assertThat(distance(actual, reference(other, parameters, acts)))
                                .as("not the gradient of " + other.name())
                                .isGreaterThan(20 * own));
    }

    private double[] reference(Precision mode, Map<String, INDArray> parameters, INDArray[] acts) {
        return new Reference(mode.operandFormat(), EXAMPLES).gradient(parameters, x, y, acts);
    }

    @Test
    void highest_is_the_same_after_other_modes_have_run() {
        MultiLayerNetwork net = Networks.multiLayer();
        net.setInput(x);
        net.setLabels(y);
        net.computeGradientAndScore();
        float[] before = floats(net.getFlattenedGradients());
        for (Precision mode : Under.rounding()) {
            under(
                    mode,
                    () -> {
                        net.computeGradientAndScore();
                        return net;
                    });
        }
        net.computeGradientAndScore();
        assertThat(floats(net.getFlattenedGradients())).containsExactly(before);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void samediff_has_the_gradients_of_rounded_products(Precision mode) {
        INDArray a = normal(1, 7, 11);
        INDArray w = normal(2, 11, 5);
        INDArray c = normal(3, 7, 5);
        SameDiff graph = SameDiff.create();
        SDVariable left = graph.var("a", a.dup());
        SDVariable right = graph.var("w", w.dup());
        left.mmul(right).mul(graph.constant("c", c.dup())).sum("loss");
        graph.setLossVariables("loss");
        Map<String, INDArray> actual =
                under(mode, () -> graph.calculateGradients(Map.of(), "a", "w"));
        INDArray ra = rounded(a, mode);
        INDArray rw = rounded(w, mode);
        INDArray rc = rounded(c, mode);
        assertClose(actual.get("w"), ra.transpose().mmul(rc));
        assertClose(actual.get("a"), rc.mmul(rw.transpose()));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_convolution_takes_its_bias_gradient_from_the_unrounded_gradient(Precision mode) {
        for (boolean channelsLast : new boolean[] {false, true}) {
            INDArray gradient = channelsLast ? normal(4, 2, 4, 4, 3) : normal(4, 2, 3, 4, 4);
            INDArray image = channelsLast ? normal(5, 2, 6, 6, 2) : normal(5, 2, 2, 6, 6);
            INDArray bias = under(mode, () -> biasGradient(image, gradient, channelsLast));
            INDArray expected = channelsLast ? gradient.sum(0, 1, 2) : gradient.sum(0, 2, 3);
            assertClose(bias, expected);
        }
    }

    private static INDArray biasGradient(INDArray image, INDArray gradient, boolean channelsLast) {
        INDArray bias = Nd4j.create(DataType.FLOAT, 3);
        Nd4j.exec(
                DynamicCustomOp.builder("conv2d_bp")
                        .addInputs(image, normal(6, 3, 3, 2, 3), normal(7, 3), gradient)
                        .addOutputs(image.ulike(), Nd4j.create(DataType.FLOAT, 3, 3, 2, 3), bias)
                        .addIntegerArguments(3, 3, 1, 1, 0, 0, 1, 1, 0, channelsLast ? 1 : 0, 0)
                        .build());
        return bias;
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_convolution_has_the_kernel_gradient_of_rounded_products(Precision mode) {
        INDArray image = normal(8, 2, 2, 6, 6);
        INDArray gradient = normal(9, 2, 4, 4, 4);
        INDArray kernel = Nd4j.create(DataType.FLOAT, 3, 3, 2, 4);
        under(
                mode,
                () ->
                        Nd4j.exec(
                                DynamicCustomOp.builder("conv2d_bp")
                                        .addInputs(image, normal(10, 3, 3, 2, 4), gradient)
                                        .addOutputs(image.ulike(), kernel)
                                        .addIntegerArguments(3, 3, 1, 1, 0, 0, 1, 1, 0, 0, 0)
                                        .build()));
        assertThat(distance(floats(kernel), kernelGradient(image, gradient, mode.operandFormat())))
                .isLessThan(1e-6);
    }

    private static double[] kernelGradient(INDArray image, INDArray gradient, NumberFormat format) {
        double[] result = new double[3 * 3 * 2 * 4];
        for (int at = 0; at < result.length; at++) {
            int[] uvci = {at / 24, at / 8 % 3, at / 4 % 2, at % 4};
            for (int i = 0; i < 2; i++) {
                for (int r = 0; r < 4; r++) {
                    for (int q = 0; q < 4; q++) {
                        float pixel = image.getFloat(i, uvci[2], r + uvci[0], q + uvci[1]);
                        float change = gradient.getFloat(i, uvci[3], r, q);
                        result[at] += (double) format.round(pixel) * format.round(change);
                    }
                }
            }
        }
        return result;
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        double[] wanted = expected.dup('c').data().asDouble();
        assertThat(distance(floats(actual), wanted)).isLessThan(5e-7);
    }
}
