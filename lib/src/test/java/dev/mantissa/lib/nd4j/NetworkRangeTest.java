package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.nd4j.NetworkRange.Kind;
import dev.mantissa.lib.nd4j.NetworkRange.Row;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class NetworkRangeTest {
    @Test
    void a_planted_weight_is_found_with_its_index() {
        MultiLayerNetwork net = Networks.multiLayer();
        net.getParam("1_W").putScalar(new int[] {3, 5}, Float.NaN);
        net.getParam("2_b").putScalar(1, Float.NEGATIVE_INFINITY);
        List<Row> bad = bad(NetworkRange.stored(net));
        assertThat(bad)
                .extracting(Row::place)
                .containsExactly("layer 1 'layer1'", "layer 2 'layer2'");
        assertThat(bad).extracting(Row::name).containsExactly("W", "b");
        assertThat(bad.get(0).firstBad()).containsExactly(3L, 5L);
        assertThat(bad.get(0).counts().nans()).isEqualTo(1);
        assertThat(bad.get(1).counts().infinities()).isEqualTo(1);
    }

    @Test
    void an_interrupt_is_no_mistake_of_the_person() {
        MultiLayerNetwork net = Networks.multiLayer();
        INDArray x = Networks.images(2);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> NetworkRange.activations(net, x))
                    .isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void the_updaters_state_is_told_apart_by_parameter() {
        MultiLayerNetwork net = NanWatchTest.dense(new Adam(0.01));
        net.fit(new DataSet(Nd4j.ones(DataType.FLOAT, 2, 4), Nd4j.ones(DataType.FLOAT, 2, 3)));
        assertThat(NetworkRange.stored(net)).extracting(Row::kind).contains(Kind.UPDATER);
        assertThat(bad(NetworkRange.stored(net))).isEmpty();
        // Adam keeps m for all parameters, then v: 4·4 + 4 + 4·3 + 3 = 35 of each.
        INDArray state = net.getUpdater().getStateViewArray();
        state.putScalar(35 + 20 + 2, Float.NaN);
        assertThat(bad(NetworkRange.stored(net)))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.place()).isEqualTo("layer 1 'layer1'");
                    assertThat(row.name()).isEqualTo("W state 1");
                    assertThat(row.counts().count()).isEqualTo(12);
                    assertThat(row.firstBad().getLast()).isEqualTo(2);
                });
    }

    @Test
    void graphs_are_scanned_by_the_names_of_their_variables() {
        SameDiff graph = Networks.sameDiff();
        graph.fit(new DataSet(Networks.images(3), Networks.labels(3)));
        assertThat(bad(NetworkRange.stored(graph))).isEmpty();
        graph.getVariable("wd").getArr().putScalar(2, 1, Float.NaN);
        INDArray state = (INDArray) graph.getUpdaterMap().get("b").getState().get("M");
        state.putScalar(0, Float.NaN);
        assertThat(bad(NetworkRange.stored(graph)))
                .extracting(Row::name)
                .containsExactly("wd", "b M");
        assertThat(NetworkRange.stored(graph)).anyMatch(row -> row.kind() == Kind.UPDATER);
    }

    @Test
    void activations_are_those_that_the_network_gives() {
        ComputationGraph net = Networks.graph();
        INDArray x = Networks.images(2);
        List<Row> rows = NetworkRange.activations(net, x);
        assertThat(rows)
                .extracting(Row::place)
                .containsExactly("layer 0 'conv'", "layer 1 'dense'", "layer 2 'out'");
        assertThat(rows.get(2).counts().most())
                .isEqualTo(net.outputSingle(x).amaxNumber().floatValue());
        assertThat(NetworkRange.activations(Networks.multiLayer(), x)).hasSize(3);
        SameDiff graph = Networks.sameDiff();
        assertThat(NetworkRange.activations(graph, x))
                .extracting(Row::name)
                .contains("conv", "prob");
        assertThat(NetworkRange.activations(graph, Map.of("in", x)))
                .extracting(Row::name)
                .contains("logits")
                .doesNotContain("loss");
    }

    @Test
    void an_input_that_does_not_fit_is_a_sentence() {
        assertThatThrownBy(() -> NetworkRange.activations(Networks.multiLayer(), "x"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("give an INDArray");
        assertThatThrownBy(() ->
                        NetworkRange.activations(
                                Networks.multiLayer(), Nd4j.ones(DataType.FLOAT, 2, 3)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("does not take this input");
    }

    private static List<Row> bad(List<Row> rows) {
        return rows.stream().filter(row -> !row.firstBad().isEmpty()).toList();
    }
}
