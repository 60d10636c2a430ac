package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network whose rows fit no block and no panel, with a row of zeros, a row of one value, a layer
 * of one output, which is packed, and layers of one input, which are not: each weight would take a
 * scale of its own.
 */
class QuantizedEdgesTest {
    private static final int[] SIZES = {37, 53, 1, 1, 5};
    private static final int ZEROS = 3;
    private static final int CONSTANT = 4;
    private static final float VALUE = 0.75f;
    private static final int EXAMPLES = 7;

    private final NetworkQuantizer quantizer = new NetworkQuantizer();
    private final INDArray x = normal(5, EXAMPLES, SIZES[0]);

    static List<QuantScheme> schemes() {
        return Stream.concat(
                        QuantSchemes.all().stream(),
                        Stream.of("q4:g64:asym", "q8:row", "q2:rot", "q4:tensor", "q3:g128")
                                .map(QuantSchemes::of))
                .toList();
    }

    private static MultiLayerNetwork network() {
        var builder = new NeuralNetConfiguration.Builder().seed(3).list();
        for (int i = 1; i < SIZES.length - 1; i++) {
            builder.layer(
                    new DenseLayer.Builder()
                            .nIn(SIZES[i - 1])
                            .nOut(SIZES[i])
                            .activation(Activation.IDENTITY)
                            .build());
        }
        builder.layer(
                new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(1)
                        .nOut(SIZES[SIZES.length - 1])
                        .activation(Activation.IDENTITY)
                        .build());
        MultiLayerNetwork net = new MultiLayerNetwork(builder.build());
        net.init();
        net.getParam("0_W").getColumn(ZEROS).assign(0);
        net.getParam("0_W").getColumn(CONSTANT).assign(VALUE);
        return net;
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void its_outputs_are_those_of_the_decoded_weights(QuantScheme scheme) {
        MultiLayerNetwork net = network();
        float[] before = floats(net.output(x));
        quantizer.quantize(net, scheme);
        double[] expected = product(net);
        assertThat(Under.distance(floats(net.output(x)), expected)).isLessThan(1e-5);
        assertThat(quantizer.packedWeights(net).keySet()).containsExactly("0_W", "1_W");
        quantizer.restore(net);
        assertThat(floats(net.output(x))).containsExactly(before);
        QuantizedNetwork released = quantizer.release(net, QuantPlan.of(scheme));
        assertThat(Under.distance(floats(released.output(x)), expected)).isLessThan(1e-5);
        assertThat(Under.distance(floats(released.output(x.getRow(0, true))), first(expected)))
                .isLessThan(1e-5);
    }

    /** Of one example. */
    private static double[] first(double[] outputs) {
        return Arrays.copyOf(outputs, outputs.length / EXAMPLES);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void zeros_stay_zero_and_a_constant_is_kept(QuantScheme scheme) {
        MultiLayerNetwork net = network();
        quantizer.quantize(net, scheme);
        INDArray weights = net.getParam("0_W");
        boolean own = scheme.group() != QuantScheme.TENSOR;
        boolean free = own && !scheme.options().rotated() && !scheme.name().contains("fp4");
        for (int i = 0; i < SIZES[0]; i++) {
            assertThat(weights.getFloat(i, ZEROS)).isZero();
            if (free) {
                assertThat(weights.getFloat(i, CONSTANT)).isCloseTo(VALUE, within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_weight_that_is_no_number_is_refused_by_array_and_place(QuantScheme scheme) {
        MultiLayerNetwork net = network();
        net.getParam("1_W").putScalar(52, Float.NaN);
        float[] before = floats(net.params());
        assertThatThrownBy(() -> quantizer.quantize(net, scheme))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("1_W: " + scheme.name() + ": weight [0, 52] is NaN");
        assertThat(floats(net.params())).containsExactly(before);
    }

    /** Of all layers with the values that the arrays hold, in f64; biases are 0. */
    private double[] product(MultiLayerNetwork net) {
        double[] values = x.dup('c').data().asDouble();
        for (int layer = 0; layer + 1 < SIZES.length; layer++) {
            INDArray weights = net.getParam(layer + "_W");
            int in = SIZES[layer];
            int out = SIZES[layer + 1];
            double[] next = new double[EXAMPLES * out];
            for (int i = 0; i < next.length; i++) {
                for (int k = 0; k < in; k++) {
                    next[i] += values[i / out * in + k] * weights.getDouble(k, i % out);
                }
            }
            values = next;
        }
        return values;
    }
}
