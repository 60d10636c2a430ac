package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Notices;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.range.RangeLedger;
import dev.mantissa.lib.range.RangeLedger.Entry;
import dev.mantissa.lib.range.RangeLedger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Values beyond the range of f16: 300 · 300 = 90,000, and what a policy makes of it. */
class RangeTest {
    private static final float MOST = 65504f;
    private static final float INF = Float.POSITIVE_INFINITY;

    private final RangeLedger ledger = RangeLedger.session();
    private final List<String> said = new ArrayList<>();
    private final List<Object> variables = new ArrayList<>();

    @BeforeEach
    void a_new_session() {
        ledger.clear();
        SessionNetworks.search(() -> variables);
    }

    @AfterEach
    void nothing_is_left() {
        ledger.clear();
        SessionNetworks.search(List::of);
    }

    @Test
    void a_softmax_is_stored_as_the_mode_that_it_falls_back_to() {
        INDArray x = normal(1, 5, 7);
        float[] plain = floats(Nd4j.nn().softmax(x));
        float[] narrow = plain.clone();
        Precisions.of("f16").operandFormat().round(narrow, 0, narrow.length);
        assertThat(floats(under("f16 store=f16", () -> Nd4j.nn().softmax(x))))
                .containsExactly(narrow);
        // This processor has no f16: f32 stands in, and keeps what it computes.
        assertThat(floats(under("f16 store=f16 on=fallback", () -> Nd4j.nn().softmax(x))))
                .containsExactly(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "f16, Infinity, OPERANDS",
        "f16 overflow=clamp, 65504, OPERANDS",
        "f16 on-nan=stepup, 131073, STEPUP"
    })
    void a_rank_one_update_obeys_too_and_is_stepped_up_from_where_it_began(
            String policy, float expected, Kind kind) {
        INDArray x = full(65536, 2);
        INDArray y = full(2, 3);
        INDArray a = Nd4j.ones(DataType.FLOAT, 2, 3).dup('f');
        under(policy, () -> Nd4j.getBlasWrapper().ger(1.0, x, y, a));
        assertThat(floats(a)).containsOnly(expected);
        assertThat(ledger.entries()).anyMatch(e -> e.event().kind() == kind);
        assertThat(ledger.entries()).allMatch(e -> e.event().operation().name().equals("ger"));
    }

    @ParameterizedTest
    @CsvSource({
        "f16 store=f16, Infinity, f16, inf",
        "f16 store=f16 overflow=inf, Infinity, f16, inf",
        "f16 store=f16 overflow=clamp, 65504, f16, '±65,504'",
        "f16 overflow=clamp, 65504, f16, '±65,504'",
        "f16acc16, Infinity, f16acc16, inf",
        "f16acc16 overflow=clamp, 65504, f16acc16, '±65,504'"
    })
    void results_beyond_the_largest_value_are_infinite_or_clamped_and_counted(
            String policy, float expected, String mode, String became) {
        INDArray x = full(300, 2, 2);
        INDArray w = full(300, 2, 3);
        assertThat(floats(under(policy, () -> x.mmul(w)))).containsOnly(expected);
        assertThat(floats(under(policy, () -> x.mmul(w.neg())))).containsOnly(-expected);
        Entry entry = ledger.entries().getFirst();
        assertThat(ledger.entries()).hasSize(1);
        assertThat(entry.event().kind()).isEqualTo(Kind.RESULTS);
        assertThat(entry.event().from()).isEqualTo(mode);
        assertThat(entry.event().to()).isEqualTo(became);
        assertThat(entry.values()).isEqualTo(12);
        assertThat(entry.runs()).isEqualTo(2);
    }

    @Test
    void without_a_storage_type_and_a_clamp_f32_sums_stay_as_they_are() {
        assertThat(floats(under("f16", () -> full(300, 1, 2).mmul(full(300, 2, 3)))))
                .containsOnly(180_000f);
        assertThat(ledger.entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "f16, 70000, Infinity, 1, inf",
        "f16, 65519, 65504, 0, ",
        "f16, 65520, Infinity, 1, inf",
        "f16 overflow=clamp, 70000, 65504, 1, '±65,504'",
        "f16 overflow=clamp, 65519, 65504, 0, ",
        "f8e4m3, 1000, 448, 1, ±448",
        "bf16, 70000, 70144, 0, "
    })
    void operands_beyond_the_range_are_counted(
            String policy, float operand, float result, int count, String became) {
        INDArray x = Nd4j.zeros(DataType.FLOAT, 2, 3).putScalar(1, 2, operand);
        INDArray product = under(policy, () -> x.mmul(Nd4j.ones(DataType.FLOAT, 3, 2).dup()));
        assertThat(product.getFloat(1, 0)).isEqualTo(result);
        assertThat(product.getFloat(0, 0)).isZero();
        assertThat(
                        ledger.entries().stream()
                                .filter(e -> e.event().kind() == Kind.OPERANDS)
                                .mapToLong(Entry::values)
                                .sum())
                .isEqualTo(count);
        if (count > 0) {
            assertThat(ledger.entries().getFirst().event().to()).isEqualTo(became);
        }
    }

    @Test
    void products_without_an_operation_are_clamped_too() {
        INDArray one = full(300, 1, 1);
        INDArray row = full(300, 1, 2);
        INDArray column = full(300, 2, 1);
        String policy = "f16 store=f16 overflow=clamp";
        assertThat(under(policy, () -> row.mmul(column)).getFloat(0)).isEqualTo(MOST);
        assertThat(under(policy, () -> column.mmul(one)).getFloat(0)).isEqualTo(MOST);
        assertThat(under(policy, () -> Nd4j.getBlasWrapper().dot(row, row))).isEqualTo(MOST);
        assertThat(under("f16 store=f16", () -> row.mmul(column)).getFloat(0)).isEqualTo(INF);
        assertThat(under("f16 store=f16", () -> column.mmul(one)).getFloat(0)).isEqualTo(INF);
    }

    @Test
    void results_are_stored_in_the_storage_type_and_upcasts_keep_theirs() {
        INDArray x = normal(1, 5, 7);
        INDArray w = normal(2, 7, 4);
        INDArray product = x.mmul(w);
        INDArray bf16 = rounded(x, Precisions.of("bf16")).mmul(rounded(w, Precisions.of("bf16")));
        assertThat(floats(under("bf16 store=f16", () -> x.mmul(w))))
                .containsExactly(floats(rounded(bf16, Precisions.of("f16"))));
        assertThat(floats(under("bf16 store=bf16", () -> x.mmul(w))))
                .containsExactly(floats(rounded(bf16, Precisions.of("bf16"))));
        assertThat(floats(under("f32 store=f16", () -> x.mmul(w))))
                .containsExactly(floats(product));
        assertThat(floats(under("bf16 op:matmul=f32 store=f16", () -> x.mmul(w))))
                .containsExactly(floats(product));
    }

    @Test
    void layers_are_named_and_told_once() {
        MultiLayerNetwork net = network();
        variables.add(net);
        INDArray x = Nd4j.ones(DataType.FLOAT, 3, 4);
        heard(() -> under("f16 store=f16 overflow=clamp", () -> net.output(x)));
        heard(() -> under("f16 store=f16 overflow=clamp", () -> net.output(x)));
        Entry entry = ledger.entries().getFirst();
        assertThat(entry.event().kind()).isEqualTo(Kind.RESULTS);
        assertThat(RangeLedger.place(entry.event().operation())).isEqualTo("layer 1 'big'");
        assertThat(entry.values()).isEqualTo(2 * 3 * 5);
        assertThat(entry.runs()).isEqualTo(2);
        assertThat(said).hasSize(2).first().asString().contains("matmul", "layer 1 'big'", "15");
    }

    @Test
    void an_overflow_is_computed_again_in_the_next_mode_bit_for_bit() {
        INDArray x = normal(1, 5, 7).putScalar(2, 3, 70_000);
        INDArray w = normal(2, 7, 4);
        INDArray tf32 = rounded(x, Precisions.of("tf32")).mmul(rounded(w, Precisions.of("tf32")));
        float[] result = heard(() -> under("f16 on-nan=stepup", () -> floats(x.mmul(w))));
        assertThat(result).containsExactly(floats(tf32));
        stepped("f16", "tf32");
        assertThat(said).singleElement().asString().contains("matmul", "'f16'", "tf32");
    }

    @Test
    void a_result_that_cannot_be_stored_is_stepped_up_to_f32() {
        INDArray x = normal(1, 5, 7).muli(300);
        INDArray w = normal(2, 7, 4).muli(300);
        float[] result = under("f16 store=f16 on-nan=stepup", () -> floats(x.mmul(w)));
        assertThat(result).containsExactly(under("f32", () -> floats(x.mmul(w))));
        stepped("f16", "f32");
    }

    @Test
    void sums_in_f16_are_stepped_up_to_f32_sums() {
        INDArray x = full(10, 2, 1000);
        INDArray w = full(10, 1000, 2);
        assertThat(floats(under("f16acc16", () -> x.mmul(w)))).containsOnly(INF);
        ledger.clear();
        assertThat(floats(under("f16acc16 on-nan=stepup", () -> x.mmul(w)))).containsOnly(100_000f);
        stepped("f16acc16", "f16");
    }

    @Test
    void sums_beyond_f32_are_stepped_up_to_f64_and_what_stays_infinite_is_said() {
        INDArray x = Nd4j.createFromArray(new float[][] {{3e38f, 3e38f, -3e38f}});
        INDArray w = Nd4j.ones(DataType.FLOAT, 3, 2).dup();
        assertThat(floats(under("f32seq on-nan=stepup", () -> x.mmul(w)))).containsOnly(3e38f);
        stepped("f32seq", "f64");
        ledger.clear();
        under("bf16 on-nan=stepup", () -> x.mmul(full(10, 3, 2)));
        stepped("bf16", "f64, still not finite");
    }

    @Test
    void what_was_not_finite_before_is_named_and_left() {
        INDArray x = normal(1, 3, 4).putScalar(1, 1, Float.NaN);
        INDArray w = normal(2, 4, 2);
        float[] plain = floats(rounded(x, f16()).mmul(rounded(w, f16())));
        assertThat(under("f16 on-nan=stepup", () -> floats(x.mmul(w)))).containsExactly(plain);
        assertThat(ledger.entries().getFirst().event().kind()).isEqualTo(Kind.INHERITED);
    }

    @Test
    void a_product_that_adds_to_its_result_is_added_once() {
        INDArray x = normal(1, 5, 7).putScalar(2, 3, 70_000);
        INDArray w = normal(2, 7, 4);
        INDArray c = normal(3, 5, 4).dup('f');
        INDArray expected = c.dup('f');
        INDArray again = c.dup('f');
        Nd4j.gemm(
                rounded(x, Precisions.of("tf32")),
                rounded(w, Precisions.of("tf32")),
                expected,
                false,
                false,
                1,
                1);
        under("f16 on-nan=stepup", () -> Nd4j.gemm(x, w, again, false, false, 1, 1));
        assertThat(floats(again)).containsExactly(floats(expected));
    }

    @Test
    void a_convolution_of_a_graph_is_stepped_up_under_the_name_of_its_variable() {
        SameDiff graph = Networks.sameDiff();
        INDArray x = Networks.images(2).muli(1e5);
        SameDiff tf32 = Networks.sameDiff();
        INDArray kernel = tf32.getVariable("w").getArr();
        kernel.assign(rounded(kernel, Precisions.of("tf32")));
        Map<String, INDArray> narrow = Map.of("in", rounded(x, Precisions.of("tf32")));
        float[] expected = floats(tf32.outputSingle(narrow, "conv"));
        assertThat(
                        floats(
                                under(
                                        "f16 on-nan=stepup",
                                        () -> graph.outputSingle(Map.of("in", x), "conv"))))
                .containsExactly(expected);
        stepped("f16", "tf32");
        assertThat(RangeLedger.place(ledger.entries().getFirst().event().operation()))
                .isEqualTo("layer 0 'conv'");
    }

    @Test
    void training_steps_up_forward_and_backward() {
        MultiLayerNetwork net = network();
        variables.add(net);
        INDArray x = Nd4j.ones(DataType.FLOAT, 3, 4);
        INDArray y = Nd4j.eye(3).castTo(DataType.FLOAT);
        under("f16 store=f16 on-nan=stepup", () -> fitted(net, x, y));
        assertThat(net.params().isNaN().any()).isFalse();
        assertThat(ledger.entries())
                .anySatisfy(e -> {
                    assertThat(e.event().kind()).isEqualTo(Kind.STEPUP);
                    assertThat(RangeLedger.place(e.event().operation())).isEqualTo("layer 1 'big'");
                });
    }

    private static MultiLayerNetwork fitted(MultiLayerNetwork net, INDArray x, INDArray y) {
        net.fit(x, y);
        return net;
    }

    /** The middle layer makes 4 · 300 · 300; the last one makes that small again. */
    private static MultiLayerNetwork network() {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .list()
                                .layer(dense("first", 4))
                                .layer(dense("big", 5))
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MSE)
                                                .nOut(3)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .setInputType(InputType.feedForward(4))
                                .build());
        net.init();
        net.getParam("0_W").assign(75);
        net.getParam("1_W").assign(300);
        net.getParam("2_W").assign(1e-6);
        return net;
    }

    private static DenseLayer dense(String name, int width) {
        return new DenseLayer.Builder()
                .name(name)
                .nOut(width)
                .activation(Activation.IDENTITY)
                .build();
    }

    private void stepped(String from, String to) {
        assertThat(ledger.entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.event().kind()).isEqualTo(Kind.STEPUP);
                    assertThat(entry.event().from()).isEqualTo(from);
                    assertThat(entry.event().to()).isEqualTo(to);
                    assertThat(entry.runs()).isEqualTo(1);
                });
    }

    /** Each call is a cell of its own. */
    private <T> T heard(Supplier<T> body) {
        Notices cell =
                new Notices() {
                    @Override
                    public void notice(String text) {
                        said.add(text);
                    }
                };
        try {
            return cell.call(body::get);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Precision f16() {
        return Precisions.of("f16");
    }

    private static INDArray full(double value, long... shape) {
        return Nd4j.valueArrayOf(shape, value, DataType.FLOAT);
    }
}
