package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.distance;
import static dev.mantissa.lib.nd4j.Under.floats;
import static dev.mantissa.lib.nd4j.Under.normal;
import static dev.mantissa.lib.nd4j.Under.rounded;
import static dev.mantissa.lib.nd4j.Under.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SameDiff graphs, whose variables have the names that policies select. */
class GraphPolicyTest {
    private static final Precision BF16 = Precisions.of("bf16");

    @ParameterizedTest
    @CsvSource({
        "dense=bf16, true, true, false",
        "mlp=bf16, true, true, false",
        "blocks.0.*=bf16, true, false, false",
        "blocks.?.attn.q=bf16, true, false, false",
        "blocks.*=bf16 blocks.0.attn.q=f32, false, true, false",
        "name:scores=bf16, false, false, true",
        "dense=f32 *=bf16, false, false, true",
        "layer:0=bf16, true, false, false",
        "layer:0..1=bf16, true, true, false",
        "layer:-1=bf16 layer:0=bf16, true, false, true",
        "layer:3=bf16 layer:-3=bf16, true, false, false"
    })
    void products_round_by_name_and_role(String policy, boolean q, boolean up, boolean scores) {
        INDArray x = normal(1, 6, 8);
        INDArray wq = normal(2, 8, 5);
        INDArray wu = normal(3, 5, 7);
        SameDiff graph = SameDiff.create();
        SDVariable in = graph.placeHolder("x", DataType.FLOAT, 6, 8);
        SDVariable first = in.mmul("q", graph.var("blocks.0.attn.q", wq.dup()));
        SDVariable second = first.mmul("up", graph.var("blocks.1.mlp.up", wu.dup()));
        graph.linalg().mmul("scores", second, second, false, true, false);
        Map<String, INDArray> out =
                under(policy, () -> graph.output(Map.of("x", x), "q", "up", "scores"));
        assertProduct(q, x, wq, out.get("q"));
        assertProduct(up, out.get("q"), wu, out.get("up"));
        assertProduct(scores, out.get("up"), out.get("up").transpose(), out.get("scores"));
    }

    /** But for f32 sums, the product of the operands rounded or not, and not the other one. */
    private static void assertProduct(boolean round, INDArray a, INDArray b, INDArray actual) {
        assertThat(distance(floats(actual), product(round, a, b))).isLessThan(1e-6);
        assertThat(distance(floats(actual), product(!round, a, b))).isGreaterThan(1e-4);
    }

    private static double[] product(boolean round, INDArray a, INDArray b) {
        INDArray x = round ? rounded(a, BF16) : a;
        INDArray y = round ? rounded(b, BF16) : b;
        return x.castTo(DataType.DOUBLE).mmul(y.castTo(DataType.DOUBLE)).dup('c').data().asDouble();
    }

    @Test
    void a_convolution_and_a_dense_layer_have_modes_of_their_own() {
        INDArray x = Networks.images(3);
        INDArray plain = Networks.probabilities(Networks.sameDiff(), x);
        INDArray conv = under("conv=bf16", () -> Networks.probabilities(Networks.sameDiff(), x));
        SameDiff rounding = Networks.sameDiff();
        INDArray kernel = rounding.getVariable("w").getArr();
        kernel.assign(rounded(kernel, BF16));
        assertThat(floats(conv))
                .containsExactly(floats(Networks.probabilities(rounding, rounded(x, BF16))))
                .isNotEqualTo(floats(plain));
        INDArray dense =
                under("name:wd=bf16", () -> Networks.probabilities(Networks.sameDiff(), x));
        assertThat(floats(dense)).isNotEqualTo(floats(plain)).isNotEqualTo(floats(conv));
        assertThat(
                        floats(
                                under(
                                        "dense=bf16",
                                        () -> Networks.probabilities(Networks.sameDiff(), x))))
                .containsExactly(floats(dense));
    }

    @Test
    void gradients_have_a_mode_of_their_own() {
        INDArray a = normal(1, 7, 11);
        INDArray w = normal(2, 11, 5);
        INDArray c = normal(3, 7, 5);
        SameDiff graph = SameDiff.create();
        SDVariable product = graph.var("a", a.dup()).mmul("ab", graph.var("w", w.dup()));
        product.mul(graph.constant("c", c.dup())).sum("loss");
        graph.setLossVariables("loss");
        Map<String, INDArray> slopes =
                under("grad=bf16", () -> graph.calculateGradients(Map.of(), "a", "w"));
        assertThat(floats(slopes.get("w")))
                .containsExactly(floats(rounded(a, BF16).transpose().mmul(rounded(c, BF16))));
        assertThat(floats(under("grad=bf16", () -> graph.outputSingle(Map.of(), "ab"))))
                .containsExactly(floats(a.mmul(w)));
    }

    @Test
    void a_gradient_is_in_the_place_of_the_product_that_it_belongs_to() {
        INDArray a = normal(1, 7, 11);
        INDArray c = normal(3, 7, 4);
        SameDiff graph = SameDiff.create();
        SDVariable first = graph.constant("a", a.dup()).mmul("h", graph.var("v", normal(2, 11, 5)));
        SDVariable second = first.mmul("out", graph.var("w", normal(4, 5, 4)));
        second.mul(graph.constant("c", c.dup())).sum("loss");
        graph.setLossVariables("loss");
        Map<String, INDArray> plain =
                under("highest", () -> graph.calculateGradients(Map.of(), "v", "w"));
        Map<String, INDArray> one =
                under("layer:0=bf16", () -> graph.calculateGradients(Map.of(), "v", "w"));
        Map<String, INDArray> two =
                under("layer:-1=bf16", () -> graph.calculateGradients(Map.of(), "v", "w"));
        INDArray h = under("layer:0=bf16", () -> graph.outputSingle(Map.of(), "h"));
        assertThat(floats(h)).isNotEqualTo(floats(a.mmul(graph.getVariable("v").getArr())));
        assertThat(Under.distance(floats(one.get("w")), doubles(h.transpose().mmul(c))))
                .isLessThan(1e-6);
        assertThat(floats(one.get("v"))).isNotEqualTo(floats(plain.get("v")));
        INDArray rounded = rounded(under("highest", () -> graph.outputSingle(Map.of(), "h")), BF16);
        assertThat(
                        Under.distance(
                                floats(two.get("w")),
                                doubles(rounded.transpose().mmul(rounded(c, BF16)))))
                .isLessThan(1e-6);
        assertThat(floats(two.get("w"))).isNotEqualTo(floats(plain.get("w")));
    }

    private static double[] doubles(INDArray array) {
        return array.dup('c').data().asDouble();
    }
}
