package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantSchemes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class QuantizationEffectTest {
    private static final int EXAMPLES = 40;
    private static final Duration SOON = Duration.ofMillis(20);

    private final NetworkQuantizer quantizer = new NetworkQuantizer();
    private final INDArray x = Networks.images(EXAMPLES);
    private final INDArray labels = Networks.labels(EXAMPLES);
    private final DataSet data = new DataSet(x, labels);

    @ParameterizedTest
    @ValueSource(strings = {"q4", "q1", "q4:a8"})
    void both_sides_are_what_the_network_gives_before_and_after(String scheme) {
        MultiLayerNetwork net = Networks.multiLayer();
        INDArray before = net.output(x).dup();
        quantizer.quantize(net, QuantSchemes.of(scheme));
        INDArray after = net.output(x).dup();
        float[] parameters = floats(net.params());
        QuantizationEffect effect = quantizer.effect(net, data, SOON);
        assertThat(effect.examples()).isEqualTo(EXAMPLES);
        assertThat(Objects.requireNonNull(effect.before()).accuracy())
                .isEqualTo(same(before, labels));
        assertThat(effect.after().accuracy()).isEqualTo(same(after, labels));
        assertThat(effect.sameAnswers()).isEqualTo(same(after, before));
        assertThat(effect.outputError())
                .isCloseTo(
                        after.distance2(before) / before.norm2Number().doubleValue(), within(1e-5));
        assertThat(floats(net.params())).containsExactly(parameters);
        assertThat(floats(net.output(x))).containsExactly(floats(after));
        quantizer.restore(net);
        assertThat(floats(net.output(x))).containsExactly(floats(before));
    }

    @Test
    void times_of_both_sides_are_taken_in_turns() {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        QuantizationEffect effect = quantizer.effect(net, data, SOON);
        var before = Objects.requireNonNull(effect.before()).time();
        var after = effect.after().time();
        assertThat(before.medianNanos()).isPositive();
        assertThat(after.sampleNanos()).hasSameSizeAs(before.sampleNanos());
        assertThat(Objects.requireNonNull(after.against()).pairs())
                .isEqualTo(after.sampleNanos().length);
    }

    @Test
    void a_released_network_is_compared_with_its_original() {
        MultiLayerNetwork net = Networks.multiLayer();
        INDArray before = net.output(x).dup();
        QuantizedNetwork released = quantizer.release(net, QuantPlan.of(QuantSchemes.of("q2")));
        QuantizationEffect effect = released.effect(net, data, SOON);
        assertThat(Objects.requireNonNull(effect.before()).accuracy())
                .isEqualTo(same(before, labels));
        assertThat(effect.after().accuracy()).isEqualTo(same(released.output(x), labels));
        assertThat(released.effect(data, SOON).before()).isNull();
    }

    @Test
    void a_network_from_a_file_is_measured_alone(@TempDir Path folder) throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        quantizer.save(net, folder.resolve("net.zip"));
        QuantizationEffect effect =
                quantizer.effect(quantizer.load(folder.resolve("net.zip")), data, SOON);
        assertThat(effect.before()).isNull();
        assertThat(effect.sameAnswers()).isNaN();
        assertThat(effect.after().accuracy()).isEqualTo(same(net.output(x), labels));
    }

    @Test
    void right_answers_are_counted_only_where_labels_are_classes() {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        for (Object unlabelled : new Object[] {x, new DataSet(x, labels.mul(0.5))}) {
            QuantizationEffect effect = quantizer.effect(net, unlabelled, SOON);
            assertThat(effect.after().accuracy()).isNaN();
            assertThat(effect.sameAnswers()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        MultiLayerNetwork net = Networks.multiLayer();
        assertThatThrownBy(() -> quantizer.effect(net, data, SOON))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not quantised");
        quantizer.quantize(net, QuantSchemes.of("q4"));
        assertThatThrownBy(() -> quantizer.effect(net, Under.normal(1, 3, 5), SOON))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("does not take this batch");
        net.getParam("1_W").addi(1);
        float[] trained = floats(net.params());
        assertThatThrownBy(() -> quantizer.effect(net, data, SOON))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("changed since it was quantised");
        assertThat(floats(net.params())).containsExactly(trained);
    }

    /** Panels are of 16 rows: for each block of 32 columns their codes and an f16 scale each. */
    @ParameterizedTest
    @ValueSource(strings = {"q8", "q4:g64", "q2:rot", "q1", "nf4"})
    void the_panels_of_the_kernels_show_in_memory_once_they_are_there(String scheme) {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of(scheme));
        assertThat(resident(net).panels()).isZero();
        net.output(x);
        QuantizationReport report = quantizer.report(net).orElseThrow();
        long expected = 0;
        for (LayerReport layer : report.layers()) {
            if (layer.kernel().name().endsWith(" kernel")) {
                var packed = Objects.requireNonNull(quantizer.packedWeights(net).get(layer.name()));
                long blocks = Math.ceilDiv(packed.cols(), 32);
                long rows = Math.ceilDiv(packed.rows(), 16) * 16L;
                expected += rows * blocks * (4L * packed.scheme().bits() + 2);
            }
        }
        assertThat(report.resident())
                .isEqualTo(
                        new QuantizationReport.Resident(
                                report.bytesAfter(),
                                expected,
                                report.bytesBefore(),
                                report.bytesBefore()));
    }

    @Test
    void a_released_network_holds_packed_weights_and_panels_alone() {
        MultiLayerNetwork net = Networks.multiLayer();
        QuantizedNetwork released = quantizer.release(net, QuantPlan.of(QuantSchemes.of("q4")));
        quantizer.quantize(net, QuantSchemes.of("q4"));
        released.output(x);
        net.output(x);
        QuantizationReport.Resident whole = resident(net);
        assertThat(released.report().resident())
                .isEqualTo(new QuantizationReport.Resident(whole.packed(), whole.panels(), 0, 0));
    }

    private QuantizationReport.Resident resident(MultiLayerNetwork net) {
        return quantizer.report(net).orElseThrow().resident();
    }

    /** Part of the rows whose largest entries stand at the same place. */
    private static double same(INDArray some, INDArray others) {
        int same = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            same += largest(some, i) == largest(others, i) ? 1 : 0;
        }
        return (double) same / EXAMPLES;
    }

    private static int largest(INDArray of, int row) {
        int largest = 0;
        for (int i = 1; i < Networks.CLASSES; i++) {
            largest = of.getFloat(row, i) > of.getFloat(row, largest) ? i : largest;
        }
        return largest;
    }
}
