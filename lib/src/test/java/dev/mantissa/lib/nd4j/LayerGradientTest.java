package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.distance;
import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Precisions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Policies per layer in training: each layer's gradient is that of its own mode. */
class LayerGradientTest {
    private static final int EXAMPLES = 6;
    private static final String MODES = "f32 bf16 f16";
    private static final int[] ENDS = {4 + 72, 4 + 72 + 144 * 16 + 16, 4 + 72 + 144 * 16 + 16 + 51};

    private final INDArray x = Networks.images(EXAMPLES);
    private final INDArray y = Networks.labels(EXAMPLES);

    @AfterEach
    void no_variables_are_left() {
        SessionNetworks.search(List::of);
    }

    @ParameterizedTest
    @CsvSource({
        "conv=bf16, bf16 f32 f32",
        "dense=bf16, f32 bf16 bf16",
        "lm_head=bf16, f32 f32 bf16",
        "layer:1=bf16, f32 bf16 f32",
        "layer:-1=f16 conv=bf16, bf16 f32 f16",
        "name:layer0=f16 layer*=bf16, f16 bf16 bf16",
        "grad=bf16, bf16 bf16 bf16",
        "dense=f16 grad=bf16, bf16 bf16 bf16",
        "grad=bf16 dense=f16, bf16 f16 f16",
        "grad=bf16 layer:1=f32, bf16 f32 bf16"
    })
    void a_multi_layer_network_has_gradients_in_the_modes_of_its_layers(
            String policy, String backward) {
        MultiLayerNetwork net = Networks.multiLayer();
        SessionNetworks.search(() -> List.of(net));
        net.setInput(x);
        net.setLabels(y);
        float[] actual =
                under(
                        policy,
                        () -> {
                            net.computeGradientAndScore();
                            return floats(net.getFlattenedGradients());
                        });
        List<INDArray> forward = under(policy, () -> net.feedForward(x, true));
        check(actual, backward, net.paramTable(), forward.subList(1, 4).toArray(INDArray[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "conv=bf16, bf16 f32 f32",
        "name:dense=bf16, f32 bf16 f32",
        "layer:0=f16 o?t=bf16, f16 f32 bf16",
        "grad=bf16 mlp=f16, bf16 f16 f16"
    })
    void a_computation_graph_has_gradients_in_the_modes_of_its_layers(
            String policy, String backward) {
        ComputationGraph net = Networks.graph();
        net.setParams(Networks.multiLayer().params());
        SessionNetworks.search(() -> List.of(Map.of("net", net)));
        net.setInputs(x);
        net.setLabels(y);
        float[] actual =
                under(
                        policy,
                        () -> {
                            net.computeGradientAndScore();
                            return floats(net.gradient().gradient());
                        });
        Map<String, INDArray> forward = under(policy, () -> net.feedForward(x, true));
        INDArray[] activations = {forward.get("conv"), forward.get("dense"), forward.get("out")};
        check(actual, backward, Networks.multiLayer().paramTable(), activations);
    }

    private void check(
            float[] actual, String modes, Map<String, INDArray> parameters, INDArray[] forward) {
        double[] expected = reference(formats(modes), parameters, forward);
        String[] wanted = modes.split(" ");
        for (int layer = 0; layer < ENDS.length; layer++) {
            assertThat(part(actual, expected, layer)).as("layer %d", layer).isLessThan(2e-6);
            for (String other : MODES.split(" ")) {
                if (!other.equals(wanted[layer])) {
                    String[] changed = wanted.clone();
                    changed[layer] = other;
                    double[] another =
                            reference(formats(String.join(" ", changed)), parameters, forward);
                    assertThat(part(actual, another, layer))
                            .as("layer %d is not %s", layer, other)
                            .isGreaterThan(2e-5);
                }
            }
        }
    }

    private static double part(float[] actual, double[] expected, int layer) {
        int from = layer == 0 ? 0 : ENDS[layer - 1];
        return distance(
                Arrays.copyOfRange(actual, from, ENDS[layer]),
                Arrays.copyOfRange(expected, from, ENDS[layer]));
    }

    private static List<NumberFormat> formats(String modes) {
        return Arrays.stream(modes.split(" "))
                .map(name -> Precisions.of(name).operandFormat())
                .toList();
    }

    private double[] reference(
            List<NumberFormat> formats, Map<String, INDArray> parameters, INDArray[] forward) {
        return new Reference(formats, EXAMPLES).gradient(parameters, x, y, forward);
    }
}
