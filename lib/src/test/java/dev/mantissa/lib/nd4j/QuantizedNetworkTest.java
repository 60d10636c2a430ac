package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.range.NanFinding;
import dev.mantissa.lib.range.NanWatch;
import dev.mantissa.lib.range.RangeLedger;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class QuantizedNetworkTest {
    private static final int WIDTH = 4096;

    private final NetworkQuantizer quantizer = new NetworkQuantizer();
    private final INDArray x = Networks.images(6);

    @ParameterizedTest
    @ValueSource(strings = {"q8", "q4", "q4:asym:g64", "q2:rot", "q4:a8", "nf4", "q4_k"})
    void it_computes_as_the_quantised_network_bit_for_bit(String scheme) {
        MultiLayerNetwork net = Networks.multiLayer();
        ComputationGraph graph = Networks.graph();
        float[] before = floats(net.params());
        QuantPlan plan = QuantPlan.of(QuantSchemes.of(scheme));
        QuantizedNetwork released = quantizer.release(net, plan);
        QuantizedNetwork releasedGraph = quantizer.release(graph, plan);
        assertThat(floats(net.params())).containsExactly(before);
        quantizer.quantize(net, plan);
        quantizer.quantize(graph, plan);
        for (int i = 0; i < 2; i++) {
            float[] found = floats(released.output(x));
            float[] expected = floats(net.output(x));
            assertThat(found)
                    .as("packed once more: %s", differences(net, plan))
                    .containsExactly(expected);
            assertThat(floats(releasedGraph.output(x))).containsExactly(floats(graph.output(x)[0]));
        }
    }

    /** Where packing the same weights once more gives other bits; -1 where it does not. */
    private String differences(MultiLayerNetwork net, QuantPlan plan) {
        StringBuilder text = new StringBuilder();
        Map<String, QuantTensor> packed = quantizer.packedWeights(net);
        for (QuantPlan.Choice c : plan.choose(WeightMatrices.of(Networks.multiLayer()))) {
            QuantTensor again = QuantizedWeights.pack(c.matrix(), c.scheme()).packed();
            QuantTensor here = packed.get(c.matrix().name());
            text.append(c.matrix().name())
                    .append(" codes ")
                    .append(again.codes().mismatch(here.codes()))
                    .append(" scales ")
                    .append(again.scales().mismatch(here.scales()))
                    .append("; ");
        }
        return text.toString();
    }

    @Test
    void it_goes_on_when_the_original_is_trained() {
        MultiLayerNetwork net = Networks.multiLayer();
        QuantizedNetwork released = quantizer.release(net, QuantPlan.of(QuantSchemes.of("q4")));
        float[] output = floats(released.output(x));
        net.fit(x, Networks.labels(6));
        assertThat(floats(released.output(x))).containsExactly(output);
    }

    /** Its arrays hold NaN, its packed weights are finite: those count. */
    @Test
    void range_handling_looks_at_the_packed_weights() {
        RangeLedger ledger = RangeLedger.session();
        MultiLayerNetwork net = Networks.multiLayer();
        QuantizedNetwork released = quantizer.release(net, QuantPlan.of(QuantSchemes.of("q4")));
        INDArray large = x.mul(1e5f);
        float[] f32 = floats(released.output(large));
        ledger.clear();
        try {
            float[] found = Under.under("f16 on-nan=stepup", () -> floats(released.output(large)));
            assertThat(ledger.entries())
                    .isNotEmpty()
                    .allMatch(entry -> entry.event().kind() == RangeLedger.Kind.STEPUP);
            assertThat(found).usingComparatorWithPrecision(0.1f).containsExactly(f32);
        } finally {
            ledger.clear();
        }
    }

    @Test
    void a_trace_shows_the_packed_weights_as_operand() {
        NanWatch watch = NanWatch.session();
        MultiLayerNetwork net = Networks.multiLayer();
        QuantizedNetwork released = quantizer.release(net, QuantPlan.of(QuantSchemes.of("q4")));
        quantizer.quantize(net, QuantSchemes.of("q4"));
        INDArray weights = net.getParam("0_W");
        try (NanWatch.Trace trace = watch.trace()) {
            released.output(x.mul(0).addi(3e38f));
            NanFinding found = trace.finding();
            assertThat(found.cameIn()).as(found.sentence()).isFalse();
            NanFinding.ArrayRange packed =
                    found.operands().stream()
                            .filter(o -> o.most() < 1e30)
                            .findFirst()
                            .orElseThrow();
            assertThat(packed.least()).isEqualTo(weights.minNumber().doubleValue());
            assertThat(packed.most()).isEqualTo(weights.maxNumber().doubleValue());
        } finally {
            watch.clear();
        }
    }

    @Test
    void its_bytes_are_those_of_packed_weights_and_biases() {
        MultiLayerNetwork net = Networks.multiLayer();
        QuantizedNetwork released = quantizer.release(net, QuantPlan.of(QuantSchemes.of("q4")));
        QuantizationReport report = quantizer.quantize(net, QuantSchemes.of("q4"));
        assertThat(released.bytes()).isEqualTo(report.bytesAfter() + 4 * (4 + 16 + 3));
    }

    @Test
    void a_quantised_network_and_a_samediff_graph_are_refused() {
        MultiLayerNetwork net = Networks.multiLayer();
        QuantPlan plan = QuantPlan.of(QuantSchemes.of("q4"));
        quantizer.quantize(net, plan);
        assertThatThrownBy(() -> quantizer.release(net, plan))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("already");
        assertThatThrownBy(() -> quantizer.release(Networks.sameDiff(), plan))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("SameDiff");
    }

    /** 8 layers of 64 MiB; run with {@code -Dmantissa.memory=true}. */
    @Test
    @EnabledIfSystemProperty(named = "mantissa.memory", matches = "true")
    void the_resident_set_falls_when_the_original_is_dropped() throws Exception {
        Nd4j.zeros(1);
        long empty = settled();
        QuantizedNetwork[] released = new QuantizedNetwork[1];
        long with = whole(released);
        long without = settled();
        INDArray input = Under.normal(1, 1, WIDTH);
        assertThat(floats(released[0].output(input))).hasSize(WIDTH);
        long used = settled();
        System.out.printf(
                "resident beyond the start: original and packed %d MiB, original dropped %d MiB, after a product %d MiB; parameters %d MiB%n",
                (with - empty) >> 20,
                (without - empty) >> 20,
                (used - empty) >> 20,
                released[0].bytes() >> 20);
        assertThat(without - empty).isLessThan((with - empty) / 2);
    }

    private long whole(QuantizedNetwork[] released) throws Exception {
        var builder = new NeuralNetConfiguration.Builder().weightInit(WeightInit.NORMAL).list();
        for (int i = 0; i < 7; i++) {
            builder.layer(new DenseLayer.Builder().nIn(WIDTH).nOut(WIDTH).build());
        }
        builder.layer(new OutputLayer.Builder().nIn(WIDTH).nOut(WIDTH).build());
        MultiLayerNetwork net = new MultiLayerNetwork(builder.build());
        net.init();
        released[0] = quantizer.release(net, QuantPlan.of(QuantSchemes.of("q4:absmax")));
        long all = settled();
        assertThat(net.numParams()).isPositive();
        return all;
    }

    /** Resident bytes after what is unreachable has gone. */
    private static long settled() throws Exception {
        for (int i = 0; i < 10; i++) {
            System.gc();
            LockSupport.parkNanos(100_000_000);
        }
        return Pointer.physicalBytes();
    }
}
