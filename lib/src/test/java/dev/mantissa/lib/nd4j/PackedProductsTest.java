package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Which products of a quantised network are made from its packed weights, and that they agree. */
class PackedProductsTest {
    private static final int IN = 144;
    private static final int OUT = 16;
    private static final int BLOCK = 32;

    private final NetworkQuantizer quantizer = new NetworkQuantizer();

    static Stream<String> schemes() {
        Stream<String> plain = QuantSchemes.all().stream().map(QuantScheme::name);
        return Stream.concat(
                plain, Stream.of("q4:g64:asym", "q8:a8", "q4:a8", "q2:a8", "q1:a8", "q4:rot"));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_layer_gives_the_f64_product_of_the_decoded_weights(String name) {
        QuantScheme scheme = QuantSchemes.of(name);
        int[][] shapes = {{1, IN, OUT}, {3, IN, OUT}, {33, IN, OUT}, {216, 18, 4}, {6, 16, 3}};
        for (int[] shape : shapes) {
            MultiLayerNetwork net = linear(shape[1], shape[2]);
            quantizer.quantize(net, scheme);
            INDArray x = normal(shape[0], shape[0], shape[1]);
            double[] expected =
                    product(quantizer.packedWeights(net).get("0_W"), x, name.endsWith(":a8"));
            float[] found = floats(net.output(x));
            assertThat(Under.distance(found, expected)).as(Arrays.toString(shape)).isLessThan(1e-5);
            assertThat(floats(net.output(x))).as("once more").containsExactly(found);
            assertThat(products(net)).containsExactly(2L);
            quantizer.restore(net);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"highest", "high", "medium", "f64", "int8"})
    void every_precision_mode_uses_the_packed_weights(String mode) {
        MultiLayerNetwork net = linear();
        INDArray x = normal(4, 5, IN);
        double[] own =
                product(
                        QuantSchemes.of("q2")
                                .encode(
                                        WeightMatrix.matrix(
                                                floats(net.getParam("0_W").transpose()), OUT)),
                        x,
                        false);
        quantizer.quantize(net, QuantSchemes.of("q2"));
        float[] found = under(Precisions.of(mode), () -> floats(net.output(x)));
        assertThat(products(net)).containsExactly(1L);
        assertThat(Under.distance(found, own)).isLessThan(0.03);
    }

    @Test
    void an_array_that_was_trained_is_multiplied_as_it_is_now() {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        net.output(Networks.images(6));
        assertThat(products(net)).containsExactly(1L, 1L, 1L);
        net.fit(Networks.images(6), Networks.labels(6));
        List<Long> before = products(net);
        float[] output = floats(net.output(Networks.images(6)));
        assertThat(products(net)).isEqualTo(before);
        assertThat(output).containsExactly(floats(net.clone().output(Networks.images(6))));
    }

    @Test
    void an_array_that_holds_its_decoded_values_again_is_packed_again() {
        MultiLayerNetwork net = linear();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        INDArray w = net.getParam("0_W");
        INDArray copy = w.dup();
        w.addi(1);
        w.assign(copy);
        net.output(normal(1, 2, IN));
        assertThat(products(net)).containsExactly(1L);
    }

    @Test
    void threads_that_multiply_at_once_all_see_what_was_written_before() throws Exception {
        INDArray w = normal(5, 512, 512);
        SameDiff graph = SameDiff.create();
        graph.mmul(graph.placeHolder("in", DataType.FLOAT, 1, 512), graph.var("w", w));
        quantizer.quantize(graph, QuantSchemes.of("q4"));
        INDArray weights = graph.getVariable("w").getArr();
        INDArray decoded = weights.dup();
        INDArray x = normal(6, 1, 512);
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<float[]> product =
                () -> {
                    together.await();
                    return floats(x.mmul(weights));
                };
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 60; round++) {
                weights.getColumn(511).assign(round);
                float expected = round * x.sumNumber().floatValue();
                for (Future<float[]> one : threads.invokeAll(List.of(product, product))) {
                    assertThat(one.get()[511]).as("%d", round).isCloseTo(expected, within(0.05f));
                }
                weights.assign(decoded);
            }
        }
    }

    @Test
    void after_restoring_products_are_nd4js_own() {
        MultiLayerNetwork net = Networks.multiLayer();
        float[] output = floats(net.output(Networks.images(6)));
        quantizer.quantize(net, QuantSchemes.of("q4"));
        assertThat(floats(net.output(Networks.images(6)))).isNotEqualTo(output);
        quantizer.restore(net);
        assertThat(floats(net.output(Networks.images(6)))).containsExactly(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x w", "x w'", "w x", "w' x"})
    void a_graph_multiplies_packed_weights_on_either_side_and_transposed(String form) {
        boolean left = form.startsWith("w");
        boolean turned = form.contains("'");
        SameDiff graph = SameDiff.create();
        INDArray weights = left == turned ? normal(2, IN, OUT) : normal(2, OUT, IN);
        INDArray x = left ? normal(3, IN, 5) : normal(3, 5, IN);
        SDVariable w = graph.var("w", weights);
        SDVariable in = graph.placeHolder("in", DataType.FLOAT, x.shape());
        SDVariable y =
                left
                        ? graph.mmul(w, in, turned, false, false)
                        : graph.mmul(in, w, false, turned, false);
        quantizer.quantize(graph, QuantSchemes.of("q4"));
        INDArray found = graph.output(Map.of("in", x), y.name()).get(y.name());
        double[] expected =
                product(
                        quantizer.packedWeights(graph).get("w"),
                        left ? x.transpose().dup('c') : x,
                        false);
        assertThat(Under.distance(floats(left ? found.transpose() : found), expected))
                .isLessThan(1e-5);
        assertThat(products(graph)).containsExactly(1L);
    }

    @Test
    void the_report_says_which_layers_are_multiplied_from_the_packed_form() {
        MultiLayerNetwork images =
                network(
                        InputType.convolutional(8, 8, 2),
                        new Deconvolution2D.Builder(2, 2).nOut(3).build(),
                        output());
        claims(images, Networks.images(3));
        MultiLayerNetwork sequence =
                network(
                        InputType.recurrent(6, 4),
                        new LSTM.Builder().nOut(8).build(),
                        new SimpleRnn.Builder().nOut(8).build(),
                        new RnnOutputLayer.Builder(LossFunction.MSE).nOut(3).build());
        claims(sequence, normal(5, 2, 6, 4));
        MultiLayerNetwork words =
                network(
                        null,
                        new EmbeddingLayer.Builder().nIn(10).nOut(8).build(),
                        new OutputLayer.Builder(LossFunction.MSE).nIn(8).nOut(3).build());
        claims(words, Nd4j.createFromArray(new float[][] {{1}, {7}}));
        claims(Networks.multiLayer(), Networks.images(3));
        SameDiff graph = Networks.sameDiff();
        quantizer.quantize(graph, QuantSchemes.of("q4"));
        Networks.probabilities(graph, Networks.images(3));
        claims(graph);
    }

    private void claims(MultiLayerNetwork net, INDArray x) {
        quantizer.quantize(net, QuantSchemes.of("q4"));
        net.output(x);
        claims(net);
    }

    private void claims(Object net) {
        for (LayerReport layer : quantizer.report(net).orElseThrow().layers()) {
            assertThat(layer.products() > 0)
                    .as(layer.toString())
                    .isEqualTo(layer.kernel() != LayerReport.DECODED);
        }
        quantizer.restore(net);
    }

    private List<Long> products(Object network) {
        return quantizer.report(network).orElseThrow().layers().stream()
                .map(LayerReport::products)
                .toList();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MSE).nOut(3).build();
    }

    private static MultiLayerNetwork linear() {
        return linear(IN, OUT);
    }

    private static MultiLayerNetwork linear(int in, int out) {
        return network(
                InputType.feedForward(in),
                new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(out)
                        .activation(Activation.IDENTITY)
                        .build());
    }

    private static MultiLayerNetwork network(@Nullable InputType input, Layer... layers) {
        var builder = new NeuralNetConfiguration.Builder().seed(3).list();
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        if (input != null) {
            builder.setInputType(input);
        }
        MultiLayerNetwork net = new MultiLayerNetwork(builder.build());
        net.init();
        return net;
    }

    /** x [m, k] · weights [n, k] transposed in f64; x rounded to 8 bits a block where asked. */
    private static double[] product(QuantTensor weights, INDArray x, boolean rounded) {
        int m = (int) x.size(0);
        double[] y = new double[m * weights.rows()];
        for (int i = 0; i < m; i++) {
            double[] row = row(x, i, rounded);
            for (int j = 0; j < weights.rows(); j++) {
                double sum = 0;
                for (int k = 0; k < row.length; k++) {
                    sum += row[k] * weights.get(j, k);
                }
                y[i * weights.rows() + j] = sum;
            }
        }
        return y;
    }

    private static double[] row(INDArray x, int i, boolean rounded) {
        double[] row = new double[(int) x.size(1)];
        for (int from = 0; from < row.length; from += BLOCK) {
            int end = Math.min(row.length, from + BLOCK);
            float largest = 0;
            for (int k = from; k < end; k++) {
                row[k] = x.getFloat(i, k);
                largest = Math.max(largest, Math.abs(x.getFloat(i, k)));
            }
            float scale = largest / 127;
            for (int k = from; k < end && rounded; k++) {
                row[k] = scale * Math.rint((float) row[k] * (1 / scale));
            }
        }
        return row;
    }
}
