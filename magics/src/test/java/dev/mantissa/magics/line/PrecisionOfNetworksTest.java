package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.magics.MantissaSession;
import dev.mantissa.magics.Shown;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies that speak of layers, with real networks in a real session. */
class PrecisionOfNetworksTest {
    private static JShellSession session;
    private static Numerics before;

    @BeforeAll
    static void a_session_with_a_network() {
        before = Numerics.notebook();
        session = MantissaSession.open(notice -> {});
        run(
                """
                import org.deeplearning4j.nn.conf.*;
                import org.deeplearning4j.nn.conf.layers.*;
                import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
                import org.nd4j.autodiff.samediff.SameDiff;
                import org.nd4j.linalg.api.buffer.DataType;
                import org.nd4j.linalg.api.ndarray.INDArray;
                import org.nd4j.linalg.factory.Nd4j;
                MultiLayerNetwork build() {
                    var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).list()
                        .layer(new DenseLayer.Builder().nIn(64).nOut(32).build())
                        .layer(new DropoutLayer(0.5))
                        .layer(new OutputLayer.Builder().nIn(32).nOut(4).build()).build());
                    net.init();
                    return net;
                }
                var net = build();
                var x = Nd4j.rand(DataType.FLOAT, 3, 64);
                var answer = 42;
                String hidden(MultiLayerNetwork n, int layer) {
                    return Arrays.toString(n.feedForward(x, false).get(layer).dup().data().asFloat());
                }
                var plain0 = hidden(net, 1);
                var plain2 = hidden(net, 3);
                var graph = SameDiff.create();
                var in = graph.placeHolder("x", DataType.FLOAT, 3, 64);
                var product = in.mmul("q", graph.var("blocks.0.attn.q", Nd4j.rand(DataType.FLOAT, 64, 8)));
                """);
    }

    @AfterAll
    static void closed() {
        session.close();
        Numerics.setNotebook(before);
    }

    @AfterEach
    void reset() {
        run("%precision reset");
    }

    @Test
    void the_table_says_what_each_layer_gets() {
        run("%precision dense=bf16 layer:-1=f32 layer:9=f16 grad=tf32");
        String table = run("%precision net");
        assertThat(table)
                .contains("Precision of net (MultiLayerNetwork): *=highest dense=bf16 layer:-1=f32")
                .contains("No product here is selected by layer:9.", "Source: notebook");
        assertThat(line(table, "layer0")).contains("DenseLayer", "mlp dense", "bf16", "tf32", "64");
        assertThat(line(table, "layer1")).contains("DropoutLayer", "none");
        assertThat(line(table, "layer2"))
                .contains("OutputLayer", "lm_head", "f32")
                .doesNotContain("tf32");
        assertThat(run("%precision show net")).isEqualTo(table);
    }

    @Test
    void a_graph_is_shown_product_by_product() {
        run("%precision blocks.*.attn.q=bf16");
        assertThat(line(run("%precision graph"), "q ")).contains("matmul", "mlp dense", "bf16");
    }

    @Test
    void layers_of_a_graph_are_its_products_in_order() {
        run("%precision layer:0=bf16 layer:3=f16");
        String table = run("%precision graph");
        assertThat(line(table, "q ")).startsWith("0 ").contains("bf16");
        assertThat(table).contains("No product here is selected by layer:3.");
        assertThat(
                        value(
                                "graph.outputSingle(Map.of(\"x\", x), \"q\").equals("
                                        + "Precision.with(\"highest\", () -> graph.outputSingle(Map.of(\"x\", x), \"q\")))"))
                .isEqualTo(false);
    }

    @Test
    void what_is_no_network_is_told() {
        assertThat(error("%precision show nett"))
                .contains("'nett' is no network", "Did you mean 'net'?", "(here: net, graph");
        assertThat(error("%precision answer")).contains("unknown precision 'answer'");
        assertThat(error("%precision show")).contains("no network named (here: net, graph");
    }

    @Test
    void a_network_in_a_variable_obeys_selectors_of_its_layers() {
        run("%precision layer:2=bf16");
        assertThat(value("hidden(net, 1).equals(plain0)")).isEqualTo(true);
        assertThat(value("hidden(net, 3).equals(plain2)")).isEqualTo(false);
        run("%precision reset");
        assertThat(value("hidden(net, 3).equals(plain2)")).isEqualTo(true);
    }

    @Test
    void one_that_a_cell_has_just_made_does_too() {
        run("%precision layer:0=bf16");
        assertThat(value("MultiLayerNetwork made = build();\nhidden(made, 1).equals(plain0)"))
                .isEqualTo(false);
        run("%precision reset\n%precision layer:1..2=bf16");
        assertThat(value("var many = List.of(build());\nhidden(many.get(0), 1).equals(plain0)"))
                .isEqualTo(true);
    }

    @Test
    void one_that_no_variable_holds_obeys_roles_and_the_rest_is_told() {
        run("%precision lm_head=bf16");
        assertThat(value("hidden(build(), 3).equals(plain2)")).isEqualTo(false);
        assertThat(run("%precision name:layer2=bf16\nhidden(build(), 3).equals(plain2)"))
                .contains("'name:layer2' cannot reach this network");
    }

    private static String line(String table, String start) {
        return table.lines()
                .filter(l -> l.contains(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(table));
    }

    private static String run(String code) {
        Shown shown = new Shown();
        CellResult result = session.execute(new Cell(code), shown);
        assertThat(result).as(shown.text()).isInstanceOf(CellResult.Ok.class);
        return shown.text();
    }

    private static Object value(String code) {
        Shown shown = new Shown();
        CellResult result = session.execute(new Cell(code), shown);
        return ((CellResult.Ok) result).value();
    }

    private static String error(String code) {
        CellResult result = session.execute(new Cell(code), new Shown());
        return result.toString();
    }
}
