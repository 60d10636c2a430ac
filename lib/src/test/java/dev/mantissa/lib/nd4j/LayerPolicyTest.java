package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Programs as a person writes them, in which only the layers that a policy selects round: those
 * compute what they compute when everything rounds, all others what they compute in plain f32, both
 * bit for bit. {@link LayerGradientTest} has a reference of its own.
 */
class LayerPolicyTest {
    private final List<Object> variables = new ArrayList<>();

    @BeforeEach
    void the_session_has_these_variables() {
        SessionNetworks.search(() -> variables);
    }

    @AfterEach
    void no_variables_are_left() {
        SessionNetworks.search(List::of);
    }

    @ParameterizedTest
    @CsvSource({
        "layer:0=bf16, 0",
        "layer:-1=bf16, 3",
        "layer:1..2=bf16, 1 2",
        "layer:-3..-2=bf16, 1 2",
        "layer:1..-1=bf16, 1 2 3",
        "layer:7=bf16, ",
        "dense=bf16, 0 1 2 3",
        "mlp=bf16 lm_head=f32, 0 1 2",
        "lm_head=bf16, 3",
        "*=bf16 name:first=f32, 1 2 3",
        "*den=bf16, 1 2",
        "hidden*=bf16 hidden.den=f32, 1",
        "conv=bf16 recurrent=bf16 attention=bf16, ",
        "op:matmul=bf16 layer:2=f32, 0 1 3",
        "bf16, 0 1 2 3"
    })
    void dense_layers(String policy, String rounded) {
        MultiLayerNetwork net =
                network(
                        InputType.feedForward(9),
                        named("first"),
                        named("hidden_den"),
                        named("hidden.den"),
                        output());
        check(net, normal(1, 5, 9), policy, rounded);
    }

    @ParameterizedTest
    @CsvSource({
        "conv=bf16, 0",
        "dense=bf16, 1 2",
        "*=bf16 conv=f32, 1 2",
        "layer?=bf16 name:layer1=f32, 0 2"
    })
    void convolutional_layers(String policy, String rounded) {
        check(Networks.multiLayer(), Networks.images(4), policy, rounded);
    }

    @ParameterizedTest
    @CsvSource({
        "recurrent=bf16, 0 1 2",
        "layer:1=bf16, 1",
        "layer:0=bf16, 0",
        "layer:2=bf16, 2",
        "dense=bf16, 3",
        "*=bf16 layer:1=f32, 0 2 3"
    })
    void recurrent_layers(String policy, String rounded) {
        for (WorkspaceMode workspaces : WorkspaceMode.values()) {
            if (workspaces == WorkspaceMode.ENABLED || workspaces == WorkspaceMode.NONE) {
                check(recurrent(workspaces), normal(2, 3, 4, 5), policy, rounded);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "attention=bf16, 0 1",
        "layer:1=bf16, 1",
        "layer:0=bf16, 0",
        "*=bf16 attention=f32, 3",
        "dense=bf16, 3"
    })
    void attention_layers(String policy, String rounded) {
        MultiLayerNetwork net =
                network(
                        InputType.recurrent(4),
                        attention(true),
                        attention(false),
                        new GlobalPoolingLayer(),
                        output());
        check(net, normal(3, 2, 4, 3), policy, rounded);
    }

    /** A network that is in no variable is still reached by roles. */
    @ParameterizedTest
    @CsvSource({"dense=bf16, 1 2", "conv=bf16, 0", "layer:1=bf16, ", "lm_head=bf16, 2"})
    void roles_reach_networks_that_are_in_no_variable(String policy, String rounded) {
        check(Networks.multiLayer(), Networks.images(4), policy, rounded, false);
    }

    /** Its layers keep the input of a run that did not come to its end. */
    @Test
    void a_network_that_stopped_half_way_is_not_taken_for_one_that_is_in_no_variable() {
        MultiLayerNetwork stopped = Networks.multiLayer();
        check(stopped, Networks.images(4), "conv=bf16", "0");
        stopped.getLayer(0).setInput(Networks.images(4), LayerWorkspaceMgr.noWorkspaces());
        variables.clear();
        check(network(InputType.feedForward(9), output()), normal(3, 2, 9), "dense=bf16", "0");
        check(Networks.multiLayer(), Networks.images(4), "dense=bf16", "1 2", false);
        check(Networks.multiLayer(), Networks.images(4), "conv=bf16", "0", false);
        assertThat(stopped.getLayer(0).input()).isNotNull();
    }

    private void check(MultiLayerNetwork net, INDArray x, String policy, String rounded) {
        check(net, x, policy, rounded, true);
    }

    private void check(
            MultiLayerNetwork net, INDArray x, String policy, String rounded, boolean variable) {
        if (variable) {
            variables.add(List.of("a variable", new Object[] {net}));
        }
        Set<Integer> layers = layers(rounded);
        List<INDArray> steps = under(policy, () -> net.feedForward(x.dup(), false));
        for (int i = 0; i + 1 < steps.size(); i++) {
            int layer = i;
            INDArray in = steps.get(i);
            float[] plain = floats(step(net, layer, in));
            float[] all = under("bf16", () -> floats(step(net, layer, in)));
            assertThat(floats(steps.get(i + 1)))
                    .as("layer %d under %s", i, policy)
                    .containsExactly(layers.contains(i) ? all : plain);
            if (layers.contains(i)) {
                assertThat(all).as("layer %d rounds", i).isNotEqualTo(plain);
            }
        }
        float[] end = floats(steps.getLast());
        assertThat(under(policy, () -> floats(net.output(x.dup())))).containsExactly(end);
    }

    private static INDArray step(MultiLayerNetwork net, int layer, INDArray in) {
        LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
        InputPreProcessor before = net.getLayerWiseConfigurations().getInputPreProcess(layer);
        INDArray given =
                before == null ? in.dup() : before.preProcess(in.dup(), (int) in.size(0), memory);
        return net.getLayer(layer).activate(given, false, memory);
    }

    private static Set<Integer> layers(String text) {
        if (text == null) {
            return Set.of();
        }
        return Arrays.stream(text.split(" ")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static Layer named(String name) {
        return new DenseLayer.Builder().name(name).nOut(8).activation(Activation.TANH).build();
    }

    private static Layer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Layer attention(boolean projected) {
        return new SelfAttentionLayer.Builder()
                .nIn(4)
                .nOut(4)
                .nHeads(projected ? 2 : 1)
                .projectInput(projected)
                .build();
    }

    private static MultiLayerNetwork recurrent(WorkspaceMode workspaces) {
        MultiLayerNetwork net =
                network(
                        InputType.recurrent(4),
                        new LSTM.Builder().nOut(6).activation(Activation.TANH).build(),
                        new LSTM.Builder().nOut(5).activation(Activation.TANH).build(),
                        new SimpleRnn.Builder().nOut(5).activation(Activation.TANH).build(),
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build());
        net.getLayerWiseConfigurations().setInferenceWorkspaceMode(workspaces);
        return net;
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        var list = new NeuralNetConfiguration.Builder().seed(7).list(layers);
        MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(input).build());
        net.init();
        return net;
    }
}
