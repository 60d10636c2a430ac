package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Figures of budgets against a network computed by hand in f64. */
class ErrorBudgetTest {
    private static final Precision BF16 = Precisions.of("bf16");
    private static final List<List<String>> SELECTORS =
            List.of(
                    List.of("layer:0", "layer:1", "layer:2"),
                    List.of("name:a", "name:b", "name:c"));

    private final HandNetwork hand = new HandNetwork();

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph", "SameDiff"})
    void each_layer_alone_errs_as_computed_by_hand(String kind) {
        ErrorBudget budget = ErrorBudget.of(hand.all().get(kind), hand.x, BF16);
        assertThat(budget.type()).isEqualTo(kind);
        assertThat(budget.reference()).isEqualTo("a copy of the network in f64");
        assertThat(budget.layers()).hasSize(3);
        List<String> selectors = SELECTORS.get(kind.equals("SameDiff") ? 1 : 0);
        for (LayerError layer : budget.layers()) {
            int index = selectors.indexOf(layer.selector());
            assertThat(layer.measured())
                    .as(layer.selector())
                    .isCloseTo(hand.error(1 << index), withinPercentage(1));
            assertThat(layer.reached()).isTrue();
            assertThat(layer.predicted()).isCloseTo(2.3e-3, withinPercentage(5));
        }
        assertThat(budget.layers().stream().mapToDouble(LayerError::measured))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(budget.together()).isCloseTo(hand.error(7), withinPercentage(1));
        assertThat(budget.floor()).isBetween(1e-9, 1e-6);
    }

    @Test
    void independent_errors_add_up_as_a_root_of_squares() {
        ErrorBudget budget = ErrorBudget.of(hand.multiLayer(), hand.x, BF16);
        double byHand =
                Math.sqrt(
                        Math.pow(hand.error(1), 2)
                                + Math.pow(hand.error(2), 2)
                                + Math.pow(hand.error(4), 2));
        assertThat(budget.rootSumSquare()).isCloseTo(byHand, withinPercentage(1));
        assertThat(budget.together()).isCloseTo(budget.rootSumSquare(), withinPercentage(40));
    }

    @Test
    void the_advice_is_a_policy_and_its_error_is_measured_again() {
        ErrorBudget budget = ErrorBudget.of(hand.multiLayer(), hand.x, BF16);
        ErrorBudget.Advice advice = Objects.requireNonNull(budget.advice());
        LayerError worst = budget.layers().getFirst();
        assertThat(advice.kept().getFirst()).isEqualTo(worst);
        int rounding = 7;
        for (LayerError kept : advice.kept()) {
            rounding &= ~(1 << SELECTORS.getFirst().indexOf(kept.selector()));
        }
        assertThat(advice.policy()).startsWith("*=bf16 " + worst.selector() + "=f32");
        assertThat(advice.measured())
                .isCloseTo(hand.error(rounding), withinPercentage(1))
                .isLessThan(budget.together());
    }

    @Test
    void a_mode_that_rounds_nothing_leaves_every_layer_at_the_floor() {
        ErrorBudget budget = ErrorBudget.of(hand.multiLayer(), hand.x, Precisions.of("highest"));
        assertThat(budget.layers())
                .allSatisfy(layer -> {
                    assertThat(layer.reached()).isFalse();
                    assertThat(layer.measured()).isEqualTo(budget.floor());
                });
    }

    @Test
    void convolutions_and_networks_with_names_for_their_inputs_have_budgets_too() {
        INDArray images = Networks.images(6);
        ErrorBudget layers = ErrorBudget.of(Networks.multiLayer(), images, BF16);
        assertThat(layers.layers().stream().map(LayerError::type))
                .containsExactlyInAnyOrder("ConvolutionLayer", "DenseLayer", "OutputLayer");
        ErrorBudget vertices = ErrorBudget.of(Networks.graph(), Map.of("in", images), BF16);
        ErrorBudget graph = ErrorBudget.of(Networks.sameDiff(), Map.of("in", images), BF16);
        assertThat(List.of(layers.together(), vertices.together(), graph.together()))
                .allSatisfy(error -> assertThat(error).isBetween(1e-5, 2e-2));
        assertThat(graph.layers().stream().map(LayerError::type))
                .containsExactlyInAnyOrder("conv2d", "matmul");
    }

    @Test
    void a_network_is_left_as_it_was() {
        var net = hand.multiLayer();
        INDArray before = net.params().dup();
        INDArray x = hand.x.dup();
        ErrorBudget.of(net, x, BF16);
        assertThat(net.params()).isEqualTo(before);
        assertThat(x).isEqualTo(hand.x);
        assertThat(Under.floats(net.output(x)))
                .containsExactly(Under.floats(hand.multiLayer().output(hand.x)));
    }

    @Test
    void what_does_not_fit_is_told() {
        assertThatThrownBy(() -> ErrorBudget.of("net", hand.x, BF16))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a value of type String is no network");
        assertThatThrownBy(
                        () -> ErrorBudget.of(hand.graph(), List.of(hand.x, normal(1, 2, 2)), BF16))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("2 inputs given where the network takes 1: in");
        assertThatThrownBy(() -> ErrorBudget.of(hand.sameDiff(), Map.of("on", hand.x), BF16))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("inputs [on] given where the network takes 2: in, labels");
        assertThatThrownBy(() -> ErrorBudget.of(hand.multiLayer(), "x", BF16))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("one String given");
    }
}
