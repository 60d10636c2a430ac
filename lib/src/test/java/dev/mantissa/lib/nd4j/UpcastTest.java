package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.range.RangeLedger;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Parts of attention, and norms, in f32 where everything else is narrow. */
class UpcastTest {
    private static final Precision F16 = Precisions.of("f16");
    private static final String HALF = "f16 store=f16 ";

    @AfterEach
    void nothing_is_left() {
        RangeLedger.session().clear();
    }

    /** Which steps of attention round: scores, softmax, the sum over the values. */
    @ParameterizedTest
    @CsvSource({
        "f16 store=f16, true, true, true",
        "f16 store=f16 qk=f32, false, true, true",
        "f16 store=f16 softmax=f32, true, false, true",
        "f16 store=f16 av=f32, true, true, false",
        "f16 store=f16 upcast=attention, false, false, true",
        "f16 store=f16 attention=f32, false, false, false",
        "qk=f16 store=f16, true, false, false"
    })
    void each_step_of_attention_obeys_its_selector(
            String policy, boolean qk, boolean softmax, boolean av) {
        INDArray q = normal(1, 2, 8, 5);
        INDArray k = normal(2, 2, 8, 6);
        INDArray v = normal(3, 2, 7, 6);
        INDArray[] actual = under(policy, () -> attention(q, k, v));
        INDArray scores = half(qk, Steps.matmul(half(qk, k), half(qk, q), true));
        scores.divi(Math.sqrt(8));
        INDArray weights = half(softmax, Steps.run("softmax", new int[] {-2}, scores)[0]);
        INDArray result = half(av, Steps.matmul(half(av, v), half(av, weights), false));
        assertThat(floats(actual[1])).containsExactly(floats(weights));
        assertThat(floats(actual[0])).containsExactly(floats(result));
    }

    @Test
    void scores_beyond_f16_are_nan_until_attention_is_upcast() {
        INDArray q = normal(1, 1, 64, 5).muli(150);
        INDArray k = normal(2, 1, 64, 6).muli(150);
        INDArray v = normal(3, 1, 7, 6);
        assertThat(hasNan(under(HALF, () -> attention(q, k, v)[0]))).isTrue();
        INDArray upcast = under(HALF + "upcast=attention", () -> attention(q, k, v)[0]);
        assertThat(hasNan(upcast)).isFalse();
        double[] exact = attention(q, k, v)[0].dup('c').data().asDouble();
        assertThat(Under.distance(floats(upcast), exact)).isLessThan(1e-3);
        assertThat(hasNan(under(HALF + "overflow=clamp", () -> attention(q, k, v)[0]))).isFalse();
        assertThat(hasNan(under(HALF + "on-nan=stepup", () -> attention(q, k, v)[0]))).isFalse();
    }

    @Test
    void softmax_of_a_graph_is_stored_unless_it_is_upcast() {
        INDArray x = normal(4, 3, 6);
        INDArray plain = Steps.run("softmax", new int[] {1}, x)[0];
        assertThat(floats(under(HALF, () -> Steps.run("softmax", new int[] {1}, x)[0])))
                .containsExactly(floats(rounded(plain, F16)))
                .isNotEqualTo(floats(plain));
        assertThat(
                        floats(
                                under(
                                        HALF + "softmax=f32",
                                        () -> Steps.run("softmax", new int[] {1}, x)[0])))
                .containsExactly(floats(plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"norm=f32", "upcast=norm"})
    void a_layer_norm_has_f32_statistics_and_is_stored_unless_it_is_upcast(String upcast) {
        INDArray x = normal(5, 4, 400).addi(300);
        SameDiff graph = SameDiff.create();
        SDVariable in = graph.placeHolder("x", DataType.FLOAT, 4, 400);
        SDVariable gain = graph.var("gain", Nd4j.ones(DataType.FLOAT, 400));
        graph.nn().layerNorm("norm", in, gain, true, 1);
        INDArray plain = graph.outputSingle(Map.of("x", x), "norm");
        INDArray stored = under(HALF, () -> graph.outputSingle(Map.of("x", x), "norm"));
        INDArray wide = under(HALF + upcast, () -> graph.outputSingle(Map.of("x", x), "norm"));
        // A sum of 400 values near 300 is beyond f16: only f32 statistics give this.
        assertThat(floats(stored)).containsExactly(floats(rounded(plain, F16)));
        assertThat(floats(wide)).containsExactly(floats(plain)).isNotEqualTo(floats(stored));
    }

    @Test
    void batch_normalization_has_f32_statistics_in_every_mode() {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(new BatchNormalization())
                                .layer(
                                        new ConvolutionLayer.Builder(1, 1)
                                                .nOut(2)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .setInputType(InputType.convolutional(20, 20, 2))
                                .build());
        net.init();
        INDArray x = normal(6, 3, 2, 20, 20).addi(300);
        float[] plain = floats(net.feedForward(x.dup(), true).get(1));
        for (String policy : new String[] {"f16", "f16acc16", "f16 norm=f32"}) {
            assertThat(floats(under(policy, () -> net.feedForward(x.dup(), true).get(1))))
                    .as(policy)
                    .containsExactly(plain);
        }
        assertThat(plain).doesNotContain(Float.NaN);
        assertThat(Math.abs(plain[0])).isPositive();
    }

    @Test
    void a_product_is_upcast_by_name() {
        INDArray a = normal(7, 4, 9);
        INDArray b = normal(8, 9, 3);
        assertThat(floats(under(HALF + "upcast=matmul,norm", () -> a.mmul(b))))
                .containsExactly(floats(a.mmul(b)));
    }

    private static INDArray half(boolean rounds, INDArray array) {
        return rounds ? rounded(array, F16) : array;
    }

    private static boolean hasNan(INDArray array) {
        return array.isNaN().any();
    }

    private static INDArray[] attention(INDArray q, INDArray k, INDArray v) {
        return Nd4j.exec(
                DynamicCustomOp.builder("dot_product_attention")
                        .addInputs(q, k, v)
                        .addIntegerArguments(1, 1)
                        .build());
    }
}
