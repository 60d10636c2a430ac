package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Resolution.How;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What the table says of a network, against what the network does. */
class NetworkPrecisionTest {
    private final OpLedger ledger = ((PolicyExecutioner) Nd4j.getExecutioner()).ledger();

    private static NetworkPrecision.Row first(Object network, String policy) {
        Numerics numerics = new Numerics(PrecisionPolicy.parse(policy), Source.SCOPE);
        return NetworkPrecision.of(network, numerics, Device.CPU).rows().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "conv2d, int8, true",
        "conv2d, bf16x3, true",
        "conv2d, bf16, false",
        "conv2d, f64, false",
        "matrix_inverse, int8, true",
        "matrix_inverse, bf16, true",
        "matrix_inverse, f32, false",
        "matmul, int8, false",
        "matmul, bf16, false"
    })
    void a_row_of_a_graph_says_raised_where_the_result_is_that_of_f32(
            String op, String mode, boolean raised) {
        SameDiff graph = SameDiff.create();
        INDArray x = op.equals("conv2d") ? normal(1, 2, 2, 8, 8) : normal(1, 8, 8);
        SDVariable in = graph.placeHolder("in", DataType.FLOAT, x.shape());
        SDVariable out =
                switch (op) {
                    case "conv2d" ->
                            graph.cnn()
                                    .conv2d(
                                            in,
                                            graph.var("w", normal(2, 2, 2, 2, 3)),
                                            Conv2DConfig.builder().kH(2).kW(2).build());
                    case "matmul" -> in.mmul(graph.var("w", normal(2, 8, 3)));
                    default -> graph.linalg().matrixInverse(in);
                };
        NetworkPrecision.Row row = first(graph, mode);
        assertThat(row.type()).isEqualTo(op);
        assertThat(Objects.requireNonNull(row.forward()).how() == How.RAISED).isEqualTo(raised);
        float[] found =
                under(
                        mode,
                        () -> floats(graph.output(Map.of("in", x), out.name()).get(out.name())));
        float[] f32 =
                under(
                        "f32",
                        () -> floats(graph.output(Map.of("in", x), out.name()).get(out.name())));
        if (raised) {
            assertThat(row.forward().resolved().name()).isEqualTo("f32");
            assertThat(found).containsExactly(f32);
        } else if (!mode.startsWith("f")) {
            assertThat(found).isNotEqualTo(f32);
        }
    }

    static Stream<Layer> layers() {
        return Stream.of(
                new ConvolutionLayer.Builder(2, 2).nOut(3).build(),
                new Deconvolution2D.Builder(2, 2).nOut(3).build(),
                new SeparableConvolution2D.Builder(2, 2).nOut(3).build(),
                new DepthwiseConvolution2D.Builder(2, 2).nOut(4).depthMultiplier(2).build(),
                new LocallyConnected2D.Builder().kernelSize(2, 2).nOut(3).build(),
                new Convolution1DLayer.Builder(2).nOut(3).build(),
                new LSTM.Builder().nOut(3).build(),
                new SelfAttentionLayer.Builder().nOut(4).nHeads(2).projectInput(true).build());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void a_layer_says_raised_where_some_of_it_is_computed_in_f32(Layer layer) {
        boolean sequence =
                layer instanceof Convolution1DLayer
                        || layer instanceof LSTM
                        || layer instanceof SelfAttentionLayer;
        Layer last =
                sequence
                        ? new RnnOutputLayer.Builder(LossFunction.MSE).nOut(3).build()
                        : new OutputLayer.Builder(LossFunction.MSE).nOut(3).build();
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list(layer, last)
                                .setInputType(
                                        sequence
                                                ? InputType.recurrent(6, 8)
                                                : InputType.convolutional(8, 8, 2))
                                .build());
        net.init();
        INDArray x = sequence ? normal(1, 2, 6, 8) : normal(1, 2, 2, 8, 8);
        NetworkPrecision.Row row = first(net, "int8");
        ledger.clear();
        INDArray output = under("int8", () -> net.output(x));
        assertThat(Objects.requireNonNull(row.forward()).how() == How.RAISED)
                .as("forward: %s", ledger.raised())
                .isEqualTo(!ledger.raised().isEmpty());
        ledger.clear();
        under(
                "int8",
                () -> {
                    net.fit(x, Nd4j.zerosLike(output));
                    return net;
                });
        assertThat(Objects.requireNonNull(row.backward()).how() == How.RAISED)
                .as("backward: %s", ledger.raised())
                .isEqualTo(!ledger.raised().isEmpty());
    }
}
