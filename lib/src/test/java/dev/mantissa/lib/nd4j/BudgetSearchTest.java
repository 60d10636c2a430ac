package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class BudgetSearchTest {
    private static final List<QuantScheme> CANDIDATES =
            Stream.of("q8", "q5_0", "q4:asym", "q4", "q3", "q2").map(QuantSchemes::of).toList();

    private final NetworkQuantizer quantizer = new NetworkQuantizer();
    private final INDArray x = Networks.images(20);

    @ParameterizedTest
    @ValueSource(doubles = {3.6, 5.2, 5.7, 8.8})
    void the_choice_fits_and_is_no_worse_than_any_single_scheme_that_fits(double bits) {
        MultiLayerNetwork net = Networks.multiLayer();
        double[] exact = exact(net);
        BitBudget found = quantizer.quantizeWithin(net, x, CANDIDATES, bits);
        QuantizationReport report = quantizer.report(net).orElseThrow();
        assertThat(report.bitsPerWeight()).isLessThanOrEqualTo(bits);
        assertThat(found.bitsPerWeight()).isCloseTo(report.bitsPerWeight(), within(1e-12));
        double error = Under.distance(floats(net.output(x)), exact);
        assertThat(error).isCloseTo(found.measured(), within(1e-4));
        quantizer.restore(net);
        for (QuantScheme scheme : CANDIDATES) {
            QuantizationReport uniform = quantizer.quantize(net, scheme);
            if (uniform.bitsPerWeight() <= bits) {
                assertThat(error)
                        .as(scheme.toString())
                        .isLessThanOrEqualTo(Under.distance(floats(net.output(x)), exact) + 1e-6);
            }
            quantizer.restore(net);
        }
    }

    @Test
    void activations_of_few_bits_are_measured_with_them() {
        MultiLayerNetwork net = Networks.multiLayer();
        double[] exact = exact(net);
        BitBudget found = quantizer.quantizeWithin(net, x, List.of(QuantSchemes.of("q8:a8")), 10);
        double error = Under.distance(floats(net.output(x)), exact);
        assertThat(found.measured()).isCloseTo(error, within(1e-3 * error));
    }

    @Test
    void of_all_choices_it_finds_one_of_the_best() {
        MultiLayerNetwork net = Networks.multiLayer();
        double[] exact = exact(net);
        List<QuantScheme> few = CANDIDATES.subList(2, 6);
        double bits = 5.0;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < few.size() * few.size() * few.size(); i++) {
            Map<String, QuantScheme> each = new HashMap<>();
            for (int layer = 0, rest = i; layer < 3; layer++, rest /= few.size()) {
                each.put(layer + "_W", few.get(rest % few.size()));
            }
            if (quantizer.quantize(net, QuantPlan.each(each)).bitsPerWeight() <= bits) {
                best = Math.min(best, Under.distance(floats(net.output(x)), exact));
            }
            quantizer.restore(net);
        }
        double found = quantizer.quantizeWithin(net, x, few, bits).measured();
        assertThat(found).isBetween(best * 0.999, best * 1.1);
    }

    @Test
    void what_does_not_fit_changes_nothing() {
        MultiLayerNetwork net = Networks.multiLayer();
        float[] before = floats(net.params());
        assertThatThrownBy(() -> quantizer.quantizeWithin(net, x, CANDIDATES, 1.5))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("bits=1.5")
                .hasMessageContaining("smallest");
        assertThat(floats(net.params())).containsExactly(before);
        assertThat(quantizer.schemesOf(net)).isEmpty();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        assertThatThrownBy(() -> quantizer.quantizeWithin(net, x, CANDIDATES, 5))
                .hasMessageContaining("already");
    }

    private double[] exact(MultiLayerNetwork net) {
        return NetworkRun.of(net, x).exact().values();
    }
}
