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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code %nan}, {@code %inspect} and what {@code %precision} says of range, in a real session. */
class RangeMagicsTest {
    private static JShellSession session;
    private static Numerics before;

    @BeforeAll
    static void a_session_with_networks() {
        before = Numerics.notebook();
        session = MantissaSession.open(notice -> {});
        run(
                """
                import org.deeplearning4j.nn.conf.*;
                import org.deeplearning4j.nn.conf.layers.*;
                import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
                import org.nd4j.autodiff.samediff.SameDiff;
                import org.nd4j.linalg.activations.Activation;
                import org.nd4j.linalg.api.buffer.DataType;
                import org.nd4j.linalg.api.ndarray.INDArray;
                import org.nd4j.linalg.factory.Nd4j;
                MultiLayerNetwork build() {
                    var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).list()
                        .layer(new DenseLayer.Builder().name("first").nIn(4).nOut(4).activation(Activation.IDENTITY).build())
                        .layer(new DenseLayer.Builder().name("big").nIn(4).nOut(5).activation(Activation.IDENTITY).build())
                        .layer(new OutputLayer.Builder().nIn(5).nOut(3).build()).build());
                    net.init();
                    net.getParam("0_W").assign(75);
                    net.getParam("1_W").assign(300);
                    net.getParam("2_W").assign(1e-6);
                    return net;
                }
                var net = build();
                var ill = build();
                ill.getParam("1_W").putScalar(new int[] {2, 1}, Float.NaN);
                var x = Nd4j.ones(DataType.FLOAT, 3, 4);
                var answer = 42;
                var graph = SameDiff.create();
                var in = graph.placeHolder("x", DataType.FLOAT, -1, 4);
                var product = in.mmul("q", graph.var("wq", Nd4j.ones(DataType.FLOAT, 4, 2)));
                """);
    }

    @AfterAll
    static void closed() {
        session.close();
        Numerics.setNotebook(before);
    }

    @AfterEach
    void reset() {
        run("%precision reset\n%nan off\n%nan clear");
    }

    @Test
    void a_trace_names_operation_and_layer_and_gives_the_value() {
        String shown = run("%nan trace ill.output(x)");
        assertThat(shown)
                .contains("First Inf or NaN: matmul in layer 1 'big'", "First at index [0, 1]: NaN")
                .contains("Mode: highest", "was in an operand already");
        assertThat(value("%nan trace answer + 1")).isEqualTo(43);
        assertThat(run("%%nan\nvar y = net.output(x);\ny.sumNumber().floatValue()"))
                .contains("No operation gave Inf or NaN.");
        assertThat(value("y.length()")).isEqualTo(9L);
        assertThat(run("%nan"))
                .contains("Not watching", "matmul", "layer 1 'big'", "had it already");
    }

    @Test
    void a_watch_speaks_in_the_cell_where_it_happens() {
        run("%nan on");
        assertThat(run("ill.output(x);\nill.output(x);"))
                .containsOnlyOnce("First Inf or NaN of this cell: 'matmul' in layer 1 'big'");
        assertThat(run("net.output(x);")).doesNotContain("Inf or NaN");
        assertThat(run("Tensor.of(3e38f).matmul(Tensor.of(10f));"))
                .contains("'matmul' gives Inf at []");
        run("%nan off");
        assertThat(run("ill.output(x);")).doesNotContain("Inf or NaN");
    }

    @Test
    void weights_are_scanned() {
        assertThat(run("%nan ill"))
                .contains("NaN and Inf in ill", "layer 1 'big'", "[2, 1]", "1 of 6 arrays");
        assertThat(run("%nan net")).contains("no NaN and no Inf in 6 arrays");
        assertThat(run("%nan graph")).contains("no NaN and no Inf in 1 array ");
    }

    @Test
    void clamps_and_steps_are_told_in_the_cell_and_shown_by_precision() {
        run("%precision f16 store=f16 overflow=clamp");
        assertThat(run("net.output(x);\nnet.output(x);"))
                .containsOnlyOnce("Overflow in 'matmul' in layer 1 'big' under 'f16'")
                .contains("15 of its results became ±65,504");
        String table = run("%precision");
        assertThat(table)
                .contains("stored as", "clamped to its largest value")
                .contains("matmul in layer 1 'big': 30 of its results became ±65,504 under f16.");
        assertThat(run("%precision net")).contains("30 of its results became ±65,504", "stored as");
        assertThat(run("%precision graph")).doesNotContain("results became");
        run("%nan clear\n%precision f16 store=f16 on-nan=stepup");
        assertThat(run("net.output(x);")).contains("Stepped up: 'matmul' in layer 1 'big'");
        assertThat(run("%nan")).contains("stepped up", "f32");
        assertThat(run("%precision net")).contains("stepped up from f16 to f32 once.");
    }

    @Test
    void an_inspection_is_a_table_and_a_chart() {
        String weights = run("%inspect net");
        assertThat(weights)
                .contains("net: weights", "layer 1 'big'", "subnormal f16", "beyond f16")
                .contains("Magnitudes of net: weights", "per power of two")
                .doesNotContain("activations");
        String both = run("%inspect net x");
        assertThat(both).contains("net: activations for x", "output");
        // 3 · 5 values of 4 · 300 · 300 are beyond 65,504.
        assertThat(
                        both.lines()
                                .filter(l -> l.contains("'big'") && l.contains("output"))
                                .findFirst())
                .hasValueSatisfying(l -> assertThat(l).contains("15", "360000"));
        assertThat(run("%inspect graph x")).contains("wq", "graph: activations for x", "q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%nan nett -> 'nett' is no network in this session. Did you mean 'net'?",
                "%nan answer -> 'answer' is no network",
                "%nan trace -> no code to trace. Usage: %nan",
                "%nan on net -> that takes no argument",
                "%inspect -> no network named (here: net, ill, graph)",
                "%inspect net nothing -> there is no variable 'nothing'",
                "%inspect net answer -> give an INDArray",
                "%precision f16 overflow=clmp -> Did you mean 'clamp'?",
                "%precision show nett -> Did you mean 'net'?"
            })
    void mistakes_are_answered(String lineAndAnswer) {
        String[] parts = lineAndAnswer.split(" -> ");
        CellResult result = session.execute(new Cell(parts[0]), new Shown());
        assertThat(result.toString()).contains(parts[1]);
    }

    private static String run(String code) {
        Shown shown = new Shown();
        CellResult result = session.execute(new Cell(code), shown);
        assertThat(result).as(shown.text()).isInstanceOf(CellResult.Ok.class);
        return shown.text();
    }

    private static Object value(String code) {
        CellResult result = session.execute(new Cell(code), new Shown());
        return ((CellResult.Ok) result).value();
    }
}
