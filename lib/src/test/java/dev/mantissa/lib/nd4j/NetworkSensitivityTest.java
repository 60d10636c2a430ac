package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.WeightDistribution;
import java.util.Comparator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkSensitivityTest {
    private static final QuantScheme Q4 = QuantSchemes.of("q4");
    private final INDArray x = Networks.images(6);

    @Test
    void layers_are_ranked_and_the_network_is_as_it_was() {
        MultiLayerNetwork net = Networks.multiLayer();
        float[] parameters = floats(net.params());
        NetworkSensitivity found = NetworkSensitivity.of(net, x, Q4);
        assertThat(found.layers())
                .extracting(LayerSensitivity::name)
                .containsExactlyInAnyOrder("0_W", "1_W", "2_W");
        assertThat(found.layers())
                .isSortedAccordingTo(
                        Comparator.comparingDouble(LayerSensitivity::error).reversed());
        assertThat(floats(net.params())).containsExactly(parameters);
        assertThat(found.before().relativeFrobenius()).isLessThan(1e-6);
        assertThat(found.alreadyQuantised()).isEmpty();
        assertThat(found.toString()).contains("q4:g32", found.layers().getFirst().name());
    }

    /** The packed values put into one layer by hand; the reference a network in f64. */
    @Test
    void the_error_of_a_layer_is_that_of_a_network_with_this_layer_packed() {
        MultiLayerNetwork net = Networks.multiLayer();
        INDArray exact = net.convertDataType(DataType.DOUBLE).output(x.castTo(DataType.DOUBLE));
        MultiLayerNetwork copy = net.clone();
        INDArray dense = copy.getParam("1_W");
        QuantizedArray packed = new NetworkQuantizer().quantize(dense.transpose().dup('c'), Q4);
        dense.assign(packed.decoded().transpose());
        INDArray difference = copy.output(x).castTo(DataType.DOUBLE).sub(exact);
        double expected =
                difference.norm2Number().doubleValue() / exact.norm2Number().doubleValue();
        LayerSensitivity layer =
                NetworkSensitivity.of(net, x, Q4).layers().stream()
                        .filter(l -> l.name().equals("1_W"))
                        .findFirst()
                        .orElseThrow();
        assertThat(layer.error()).isCloseTo(expected, within(1e-3 * expected));
    }

    @Test
    void graphs_are_measured_too_and_more_bits_err_less() {
        for (Object network : new Object[] {Networks.graph(), Networks.sameDiff()}) {
            double eight =
                    NetworkSensitivity.of(network, x, QuantSchemes.of("q8"))
                            .whole()
                            .relativeFrobenius();
            double two =
                    NetworkSensitivity.of(network, x, QuantSchemes.of("q2"))
                            .whole()
                            .relativeFrobenius();
            assertThat(eight).isPositive().isLessThan(two / 10);
        }
    }

    @Test
    void activations_of_few_bits_are_measured_with_them() {
        MultiLayerNetwork net = Networks.multiLayer();
        double[] exact =
                net.convertDataType(DataType.DOUBLE)
                        .output(x.castTo(DataType.DOUBLE))
                        .data()
                        .asDouble();
        QuantScheme scheme = QuantSchemes.of("q8:a8");
        double found = NetworkSensitivity.of(net, x, scheme).whole().relativeFrobenius();
        NetworkQuantizer quantizer = new NetworkQuantizer();
        quantizer.quantize(net, scheme);
        double wanted = Under.distance(floats(net.output(x)), exact);
        assertThat(found).isCloseTo(wanted, within(1e-3 * wanted));
        quantizer.restore(net);
        quantizer.quantize(net, QuantSchemes.of("q8"));
        double weightsAlone = Under.distance(floats(net.output(x)), exact);
        assertThat(found).isNotCloseTo(weightsAlone, within(5e-3 * weightsAlone));
    }

    @Test
    void a_quantised_network_that_is_measured_is_as_it_was() {
        MultiLayerNetwork net = Networks.multiLayer();
        NetworkQuantizer quantizer = new NetworkQuantizer();
        quantizer.quantize(net, QuantSchemes.of("q4:a8"));
        float[] before = floats(net.output(x));
        NetworkSensitivity.of(net, x, QuantSchemes.of("q2:a8"));
        long products = quantizer.report(net).orElseThrow().layers().getLast().products();
        assertThat(floats(net.output(x))).containsExactly(before);
        assertThat(quantizer.report(net).orElseThrow().layers().getLast().products())
                .isEqualTo(products + 1);
    }

    @Test
    void the_expected_error_is_that_of_a_matrix_of_its_shape() {
        QuantScheme scheme = QuantSchemes.of("q4:tensor");
        for (LayerSensitivity layer :
                NetworkSensitivity.of(Networks.multiLayer(), x, scheme).layers()) {
            int weights = (int) layer.weights();
            assertThat(layer.expectedError())
                    .isEqualTo(scheme.expectedError(WeightDistribution.NORMAL, weights, 1))
                    .isLessThan(scheme.expectedError());
        }
    }

    @Test
    void weights_that_were_quantised_before_are_named() {
        MultiLayerNetwork net = Networks.multiLayer();
        new NetworkQuantizer().quantize(net, QuantSchemes.of("q1"));
        assertThat(NetworkSensitivity.of(net, x, QuantSchemes.of("q1")).alreadyQuantised())
                .containsExactlyInAnyOrder("0_W", "1_W", "2_W");
    }

    @Test
    void what_is_no_network_and_what_is_no_input_is_told() {
        assertThatThrownBy(() -> NetworkSensitivity.of("net", x, Q4))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("MultiLayerNetwork");
        assertThatThrownBy(() -> NetworkSensitivity.of(Networks.multiLayer(), "x", Q4))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("INDArray");
    }
}
