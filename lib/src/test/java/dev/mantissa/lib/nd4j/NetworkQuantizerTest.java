package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkQuantizerTest {
    private final NetworkQuantizer quantizer = new NetworkQuantizer();
    private final INDArray x = Networks.images(6);

    static List<QuantScheme> schemes() {
        return QuantSchemes.all();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_network_computes_with_what_the_packed_weights_stand_for(QuantScheme scheme) {
        MultiLayerNetwork net = Networks.multiLayer();
        float[] before = floats(net.output(x));
        Map<String, INDArray> originals = copies(net.paramTable());
        QuantizationReport report = quantizer.quantize(net, scheme);
        assertThat(floats(net.output(x))).isNotEqualTo(before);
        assertThat(report.layers())
                .extracting(LayerReport::name)
                .containsExactly("0_W", "1_W", "2_W");
        Map<String, QuantTensor> packed = quantizer.packedWeights(net);
        INDArray dense = net.getParam("1_W");
        QuantTensor tensor = packed.get("1_W");
        assertThat(List.of(tensor.rows(), tensor.cols())).containsExactly(16, 144);
        for (int input : new int[] {0, 31, 32, 143}) {
            assertThat(dense.getFloat(input, 5)).isEqualTo(tensor.get(5, input));
        }
        INDArray kernel = net.getParam("0_W");
        assertThat(kernel.getFloat(3, 1, 2, 0)).isEqualTo(packed.get("0_W").get(3, 9 + 6));
        for (String bias : List.of("0_b", "1_b", "2_b")) {
            assertThat(net.getParam(bias)).isEqualTo(originals.get(bias));
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void restoring_gives_every_bit_back(QuantScheme scheme) {
        MultiLayerNetwork net = Networks.multiLayer();
        float[] parameters = floats(net.params());
        float[] output = floats(net.output(x));
        quantizer.quantize(net, QuantSchemes.of("q1"));
        quantizer.quantize(net, scheme);
        assertThat(quantizer.schemesOf(net)).contains(scheme.toString());
        NetworkQuantizer.Restored restored = quantizer.restore(net);
        assertThat(restored.arrays()).isEqualTo(3);
        assertThat(restored.discarded()).isEmpty();
        assertThat(floats(net.params())).containsExactly(parameters);
        assertThat(floats(net.output(x))).containsExactly(output);
        assertThat(quantizer.schemesOf(net)).isEmpty();
    }

    @Test
    void a_quantised_network_is_quantised_again_from_its_original() {
        MultiLayerNetwork once = Networks.multiLayer();
        MultiLayerNetwork twice = Networks.multiLayer();
        quantizer.quantize(once, QuantSchemes.of("q4"));
        quantizer.quantize(twice, QuantSchemes.of("q1"));
        quantizer.quantize(twice, QuantSchemes.of("q4"));
        assertThat(floats(twice.params())).containsExactly(floats(once.params()));
        assertThat(quantizer.size()).isEqualTo(2);
    }

    @Test
    void the_report_holds_true_sizes_and_errors() {
        MultiLayerNetwork net = Networks.multiLayer();
        float[] before = floats(net.getParam("1_W"));
        QuantizationReport report = quantizer.quantize(net, QuantSchemes.of("q4"));
        float[] after = floats(net.getParam("1_W"));
        double[] expected = new double[before.length];
        for (int i = 0; i < before.length; i++) {
            expected[i] = before[i];
        }
        LayerReport dense = report.layers().get(1);
        assertThat(dense.measuredError()).isCloseTo(Under.distance(after, expected), within(1e-12));
        assertThat(dense.measuredError()).isBetween(0.5 * dense.predictedError(), 0.2);
        assertThat(dense.shape()).containsExactly(144L, 16L);
        assertThat(dense.bytesBefore()).isEqualTo(4 * 144 * 16);
        assertThat(dense.bitsPerWeight()).isBetween(4.5, 6.0);
        assertThat(report.bytesUntouched()).isEqualTo(4 * (4 + 16 + 3));
        assertThat(report.toString()).contains("1_W", "[144, 16]", "bits per weight");
    }

    @Test
    void computation_graphs_and_samediff_graphs_are_quantised_and_restored() {
        ComputationGraph graph = Networks.graph();
        var sameDiff = Networks.sameDiff();
        float[] graphOutput = floats(graph.output(x)[0]);
        float[] sameDiffOutput = floats(Networks.probabilities(sameDiff, x));
        assertThat(quantizer.quantize(graph, QuantSchemes.of("q4")).layers())
                .extracting(LayerReport::name)
                .containsExactly("conv_W", "dense_W", "out_W");
        assertThat(quantizer.quantize(sameDiff, QuantSchemes.of("q4")).layers())
                .extracting(LayerReport::name)
                .containsExactlyInAnyOrder("w", "wd");
        assertThat(floats(graph.output(x)[0])).isNotEqualTo(graphOutput);
        assertThat(floats(Networks.probabilities(sameDiff, x))).isNotEqualTo(sameDiffOutput);
        quantizer.restore(graph);
        quantizer.restore(sameDiff);
        assertThat(floats(graph.output(x)[0])).containsExactly(graphOutput);
        assertThat(floats(Networks.probabilities(sameDiff, x))).containsExactly(sameDiffOutput);
    }

    @Test
    void training_after_quantising_is_named_when_restoring_discards_it() {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q8"));
        net.fit(x, Networks.labels(6));
        assertThat(quantizer.restore(net).discarded()).containsExactly("0_W", "1_W", "2_W");
    }

    @Test
    void what_was_trained_since_is_named_and_quantising_again_keeps_it() {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        assertThat(quantizer.report(net).orElseThrow().changed()).isEmpty();
        net.getParam("1_W").addi(0.25f);
        float[] trained = floats(net.getParam("1_W"));
        assertThat(quantizer.report(net).orElseThrow().changed()).containsExactly("1_W");
        assertThat(quantizer.quantize(net, QuantSchemes.of("q8")).changed()).isEmpty();
        assertThat(quantizer.restore(net).discarded()).isEmpty();
        assertThat(floats(net.getParam("1_W"))).containsExactly(trained);
    }

    @Test
    void a_clone_and_a_saved_network_compute_with_the_decoded_values() throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q2"));
        float[] output = floats(net.output(x));
        var file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, file, true);
        MultiLayerNetwork read =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(file.toByteArray()));
        MultiLayerNetwork clone = net.clone();
        float[] decoded = floats(net.params());
        quantizer.restore(net);
        for (MultiLayerNetwork copy : List.of(read, clone)) {
            assertThat(floats(copy.params())).containsExactly(decoded);
            // ND4J multiplies the decoded values, in another order than the packed ones are.
            assertThat(Under.distance(floats(copy.output(x)), doubles(output))).isLessThan(1e-6);
        }
        assertThatThrownBy(() -> quantizer.restore(clone)).hasMessageContaining("not quantised");
    }

    @Test
    void a_weight_that_is_not_finite_changes_nothing() {
        MultiLayerNetwork net = Networks.multiLayer();
        net.getParam("2_W").putScalar(3, Float.NaN);
        float[] before = floats(net.params());
        assertThatThrownBy(() -> quantizer.quantize(net, QuantSchemes.of("q4")))
                .isInstanceOf(UsageException.class);
        assertThat(floats(net.params())).containsExactly(before);
        assertThat(quantizer.size()).isZero();
    }

    @Test
    void a_matrix_is_quantised_by_rows_and_left_as_it_is() {
        INDArray matrix = normal(3, 20, 64).transpose();
        float[] before = floats(matrix);
        QuantizedArray quantized = quantizer.quantize(matrix, QuantSchemes.of("q8"));
        assertThat(floats(matrix)).containsExactly(before);
        assertThat(quantized.decoded().shape()).containsExactly(64, 20);
        assertThat(quantized.decoded().getFloat(7, 3)).isEqualTo(quantized.packed().get(7, 3));
        assertThat(quantized.report().measuredError()).isBetween(0.001, 0.01);
    }

    @Test
    void a_network_that_nobody_holds_is_forgotten() {
        quantizer.quantize(Networks.multiLayer(), QuantSchemes.of("q4"));
        long end = System.nanoTime() + 20_000_000_000L;
        while (quantizer.size() > 0 && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(quantizer.size()).isZero();
    }

    @Test
    void what_is_no_network_is_told_what_is_allowed() {
        assertThatThrownBy(() -> quantizer.quantize("net", QuantSchemes.of("q4")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("String")
                .hasMessageContaining("MultiLayerNetwork");
        assertThatThrownBy(() -> quantizer.restore(Networks.multiLayer()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not quantised");
        assertThatThrownBy(() -> quantizer.quantize(normal(1, 5), QuantSchemes.of("q4")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("matrix [n, k]");
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static Map<String, INDArray> copies(Map<String, INDArray> table) {
        Map<String, INDArray> copies = new java.util.HashMap<>();
        table.forEach((name, array) -> copies.put(name, array.dup()));
        return copies;
    }
}
