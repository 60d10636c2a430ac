package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Notices;
import dev.mantissa.lib.range.NanFinding;
import dev.mantissa.lib.range.NanWatch;
import dev.mantissa.lib.range.RangeLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A NaN is planted in a known place, and the watch has to name that place. */
class NanWatchTest {
    private final NanWatch watch = NanWatch.session();
    private final List<Object> variables = new ArrayList<>();

    @BeforeEach
    void the_session_has_these_variables() {
        watch.clear();
        SessionNetworks.search(() -> variables);
    }

    @AfterEach
    void nothing_is_left() {
        watch.clear();
        SessionNetworks.search(List::of);
    }

    @ParameterizedTest
    @CsvSource({
        "0_W, matmul, layer 0 'layer0'",
        "1_W, matmul, layer 1 'layer1'",
        "2_b, broadcastadd, layer 2 'layer2'",
        "2_W, matmul, layer 2 'layer2'"
    })
    void a_planted_weight_is_found_in_its_layer(String parameter, String op, String place) {
        for (String policy : new String[] {"highest", "bf16", "layer:1=f16 *=tf32"}) {
            MultiLayerNetwork net = Networks.multiLayer();
            net.getParam(parameter).putScalar(0, Float.NaN);
            variables.add(net);
            NanFinding found =
                    traced(() -> Under.under(policy, () -> net.output(Networks.images(2))));
            assertThat(found.operation().name()).as(policy).isEqualTo(op);
            assertThat(RangeLedger.place(found.operation())).as(policy).isEqualTo(place);
            assertThat(found.cameIn()).isTrue();
            assertThat(found.value()).isNaN();
            assertThat(found.operands().stream().mapToLong(o -> o.nans()).sum()).isEqualTo(1);
            variables.clear();
        }
    }

    @Test
    void a_vertex_of_a_computation_graph_is_named() {
        ComputationGraph net = Networks.graph();
        net.getParam("dense_W").putScalar(5, Float.POSITIVE_INFINITY);
        variables.add(net);
        NanFinding found = traced(() -> net.outputSingle(Networks.images(2)));
        assertThat(RangeLedger.place(found.operation())).isEqualTo("layer 1 'dense'");
        assertThat(found.operands().stream().mapToLong(o -> o.infinities()).sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0_RW", "1_W"})
    void a_recurrent_layer_is_named(String parameter) {
        MultiLayerNetwork net = recurrent();
        net.getParam(parameter).putScalar(0, Float.NaN);
        variables.add(net);
        NanFinding found = traced(() -> net.output(Under.normal(1, 2, 3, 4)));
        int layer = parameter.charAt(0) - '0';
        assertThat(found.operation().layer()).isEqualTo(layer);
        assertThat(found.operation().name()).isEqualTo("matmul");
    }

    @Test
    void the_step_of_training_back_is_named_with_its_direction() {
        MultiLayerNetwork net = dense(new Adam(0.01));
        variables.add(net);
        // Finite forward; the gradient of the square, 2 · 1e20 · 1e20, is beyond f32.
        net.getParam("1_W").assign(1e20);
        INDArray x = Nd4j.ones(DataType.FLOAT, 2, 4);
        NanFinding found = traced(() -> net.fit(new DataSet(x, Nd4j.zeros(DataType.FLOAT, 2, 3))));
        assertThat(RangeLedger.place(found.operation())).startsWith("layer 1").endsWith("backward");
        assertThat(found.cameIn()).isFalse();
    }

    @Test
    void a_graph_names_its_variable_forward_and_backward() {
        SameDiff graph = Networks.sameDiff();
        graph.getVariable("wd").getArr().putScalar(7, Float.NaN);
        NanFinding found = traced(() -> Networks.probabilities(graph, Networks.images(2)));
        assertThat(found.operation().name()).isEqualTo("matmul");
        assertThat(found.operation().names()).contains("wd");
        SameDiff root = SameDiff.create();
        SDVariable a = root.var("a", Nd4j.zeros(DataType.FLOAT, 3));
        root.math().sqrt("root", a).sum("loss");
        root.setLossVariables("loss");
        // The slope of a square root at 0 is infinite, its value is not.
        NanFinding back = traced(() -> root.calculateGradients(Map.of(), "a"));
        assertThat(back.cameIn()).as(back.sentence()).isFalse();
        assertThat(back.operation().name()).isEqualTo("pow");
        assertThat(back.operation().names()).contains("a").doesNotContain("root");
    }

    @Test
    void index_operands_and_mode_are_given() {
        INDArray x = Nd4j.ones(DataType.FLOAT, 2, 3).putScalar(1, 2, 70_000).dup('f');
        INDArray w = Nd4j.ones(DataType.FLOAT, 3, 2).muli(-2);
        NanFinding found = traced(() -> Under.under("f16", () -> x.mmul(w)));
        assertThat(found.index()).containsExactly(1L, 0L);
        assertThat(found.value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(found.mode()).isEqualTo("f16");
        assertThat(found.operands().get(0).most()).isEqualTo(70_000);
        assertThat(found.operands().get(1).least()).isEqualTo(-2);
        assertThat(found.sentence()).contains("'matmul' gives -Inf at [1, 0]", "mode f16", "70000");
    }

    @Test
    void an_operand_that_is_written_over_is_shown_as_it_was() {
        INDArray x = Nd4j.createFromArray(1f, 0f, 4f);
        NanFinding found = traced(() -> x.divi(0));
        assertThat(found.index()).containsExactly(0L);
        assertThat(found.operands().getFirst().most()).isEqualTo(4);
        assertThat(found.cameIn()).isFalse();
    }

    @Test
    void where_all_is_finite_nothing_is_found() {
        MultiLayerNetwork net = Networks.multiLayer();
        assertThat(tracedOrNull(() -> net.fit(Networks.images(3), Networks.labels(3)))).isNull();
    }

    @Test
    void a_watch_tells_the_first_of_each_cell_until_it_is_off() throws Exception {
        List<String> said = new ArrayList<>();
        watch.on();
        for (int cell = 0; cell < 2; cell++) {
            cell(said)
                    .call(() -> {
                        Nd4j.createFromArray(0f).divi(0);
                        return Nd4j.createFromArray(-1f).divi(0);
                    });
        }
        assertThat(said).hasSize(2).first().asString().contains("First Inf or NaN", "NaN at [0]");
        assertThat(watch.findings()).hasSize(2);
        watch.off();
        cell(said).call(() -> Nd4j.createFromArray(0f).divi(0));
        assertThat(said).hasSize(2);
    }

    private static Notices cell(List<String> said) {
        return new Notices() {
            @Override
            public void notice(String text) {
                said.add(text);
            }
        };
    }

    private NanFinding traced(Runnable body) {
        NanFinding found = tracedOrNull(body);
        assertThat(found).isNotNull();
        return found;
    }

    private NanFinding tracedOrNull(Runnable body) {
        try (NanWatch.Trace trace = watch.trace()) {
            body.run();
            return trace.finding();
        }
    }

    static MultiLayerNetwork dense(Adam updater) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(updater)
                                .list()
                                .layer(
                                        new DenseLayer.Builder()
                                                .nOut(4)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MSE)
                                                .nOut(3)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .setInputType(InputType.feedForward(4))
                                .build());
        net.init();
        net.getParam("0_W").assign(1);
        return net;
    }

    private static MultiLayerNetwork recurrent() {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(new LSTM.Builder().nOut(5).build())
                                .layer(new LSTM.Builder().nOut(4).build())
                                .layer(
                                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.recurrent(3))
                                .build());
        net.init();
        return net;
    }
}
