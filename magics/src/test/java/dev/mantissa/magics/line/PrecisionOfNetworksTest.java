package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.magics.MantissaSession;
import dev.mantissa.magics.Shown;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void a_budget_tells_what_each_layer_alone_costs_and_what_helps() {
        String text = run("%precision budget net x bf16");
        assertThat(text)
                .contains("Error budget of net (MultiLayerNetwork) in bf16: one layer at a time")
                .contains("a copy of the network in f64", "Try: %precision *=bf16 layer:");
        double first = figure(line(text, "layer:0"));
        double second = figure(line(text, "layer:2"));
        assertThat(figure(line(text, "root of squares")))
                .isCloseTo(Math.hypot(first, second), withinPercentage(1));
        assertThat(figure(line(text, "all in f32"))).isLessThan(Math.min(first, second) / 100);
        assertThat(line(text, "Measured under it")).contains("with 1 of 2 layers in f32");
        assertThat(line(text, "all but layer:")).isNotEmpty();
    }

    /** The same by hand: the same policy, the same input, the network in f64 beside it. */
    @Test
    void the_measured_error_is_that_of_the_output_under_the_policy() {
        double shown = figure(line(run("%precision budget net x bf16"), "layer:0"));
        run("%precision layer:0=bf16");
        run("var narrow = net.output(x, false).castTo(DataType.DOUBLE)");
        run("%precision reset");
        run(
                "var wide = net.convertDataType(DataType.DOUBLE).output(x.castTo(DataType.DOUBLE), false)");
        Object byHand =
                value(
                        "narrow.sub(wide).norm2Number().doubleValue() / wide.norm2Number().doubleValue()");
        assertThat(shown).isCloseTo((Double) byHand, withinPercentage(1));
    }

    @Test
    void a_budget_takes_the_mode_in_force_and_graphs_by_their_results() {
        run("%precision f16");
        assertThat(run("%precision budget graph x")).contains("graph (SameDiff) in f16", "name:q");
        run("%precision reset");
        assertThat(run("%precision budget graph x")).contains("graph (SameDiff) in bf16");
    }

    @Test
    void a_budget_tells_what_is_missing_or_wrong() {
        assertThat(error("%precision budget")).contains("no network named (here: net, graph");
        assertThat(error("%precision budget nett x")).contains("Did you mean 'net'?");
        assertThat(error("%precision budget net")).contains("no input for the network named");
        assertThat(error("%precision budget net bf16")).contains("no input for the network named");
        assertThat(error("%precision budget net x bf61"))
                .contains("'bf61' is neither a variable with an input nor a mode");
        assertThat(error("%precision budget net answer")).contains("one Integer given");
    }

    /** The measured error: the second of the errors in a row, the only one in a total. */
    private static double figure(String row) {
        Matcher errors = Pattern.compile("\\d\\.\\d\\de-\\d+").matcher(row);
        double last = Double.NaN;
        while (errors.find()) {
            last = Double.parseDouble(errors.group());
        }
        return last;
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
