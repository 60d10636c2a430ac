package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderers;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.kernel.session.SessionConfig;
import dev.mantissa.lib.bench.BenchResult;
import dev.mantissa.lib.bench.CaseResult;
import dev.mantissa.magics.Shown;
import dev.mantissa.magics.bench.BenchTable;
import dev.mantissa.magics.render.RenderersCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a real session. */
class BenchMagicTest {
    private static JShellSession session;

    @BeforeAll
    static void start() {
        session =
                new JShellSession(
                        SessionConfig.builder()
                                .imports("dev.mantissa.lib.tensor.*", "tech.tablesaw.api.*")
                                .magics(List.of(new BenchMagic()))
                                .renderers(new Renderers(RenderersCatalogue.all()))
                                .build());
    }

    @AfterAll
    static void end() {
        session.close();
    }

    private static BenchTable value(Shown shown, String code) {
        CellResult result = session.execute(new Cell(code), shown);
        assertThat(shown.errors()).isEmpty();
        assertThat(result).isInstanceOf(CellResult.Ok.class);
        return (BenchTable) ((CellResult.Ok) result).value();
    }

    @Test
    void the_standard_product_gives_a_table_charts_and_the_record() {
        Shown shown = new Shown();
        BenchTable table = value(shown, "%bench -n 16,48 --budget 2s");

        assertThat(table.rowCount()).isEqualTo(6);
        assertThat(table.stringColumn("case").get(4)).isEqualTo("high (emulated)");
        assertThat(table.doubleColumn("error").get(5)).isBetween(1e-3, 4e-3);
        assertThat(table.result().cases())
                .extracting(CaseResult::group)
                .contains("n = 16", "n = 48");
        MimeBundle result = shown.results().getFirst();
        assertThat(result.plain()).contains("GFLOP/s", "predicted", "highest = 1");
        Map<?, ?> record = (Map<?, ?>) result.data().get(BenchResult.MIME);
        assertThat(record.get("schema")).isEqualTo("mantissa.bench/1");
        assertThat(shown.displays())
                .filteredOn(b -> b.data().containsKey(MimeBundle.SVG))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(shown.ids()).anyMatch(id -> id.startsWith("bench-"));
    }

    @Test
    void the_result_is_a_tablesaw_table_for_the_next_cell() {
        value(new Shown(), "%bench -n 8,16 -p highest,bf16 --budget 1s");
        Shown shown = new Shown();
        CellResult rows =
                session.execute(new Cell("Table t = _; t.column(\"median_ms\").size()"), shown);

        assertThat(shown.errors()).isEmpty();
        assertThat(((CellResult.Ok) rows).value()).isEqualTo(4);
    }

    @Test
    void an_expression_is_compared_with_its_f64_result() {
        Shown shown = new Shown();
        session.execute(
                new Cell("var a = Tensor.randn(1, 64, 64); var b = Tensor.randn(2, 64, 64);"),
                shown);
        BenchTable table = value(shown, "%bench a.matmul(b) --budget 2s");

        assertThat(table.rowCount()).isEqualTo(3);
        assertThat(table.doubleColumn("error").get(0)).isBetween(1e-9, 1e-6);
        assertThat(table.doubleColumn("error").get(1)).isBetween(2e-4, 4e-4);
        assertThat(table.doubleColumn("error").get(2)).isBetween(1.5e-3, 3.5e-3);
        assertThat(shown.results().getFirst().plain()).contains("against f64 products");
    }

    @Test
    void the_body_of_a_cell_is_measured() {
        BenchTable table =
                value(
                        new Shown(),
                        "%%bench -p highest --budget 500ms\ndouble s = 0;\n"
                                + "for (int i = 0; i < 1000; i++) s += Math.sqrt(i);\ns");

        assertThat(table.rowCount()).isEqualTo(1);
        assertThat(table.doubleColumn("error").get(0)).isZero();
    }

    @Test
    void what_does_not_depend_on_precision_is_drawn_as_times_in_a_fitting_unit() {
        Shown shown = new Shown();
        value(
                shown,
                "%%bench -p highest,bf16 --budget 1s\ndouble s = 0;\n"
                        + "for (int i = 0; i < 100; i++) s += Math.sqrt(i);\ns");

        assertThat(shown.displays())
                .filteredOn(b -> b.data().containsKey(MimeBundle.SVG))
                .singleElement()
                .satisfies(chart ->
                        assertThat(chart.plain())
                                .contains("median time")
                                .containsPattern("(?m)^\\s*(ns|µs)\\s"));
    }

    @Test
    void random_values_have_a_speed_but_no_error() {
        BenchTable table =
                value(new Shown(), "%bench Math.random() -p highest,high --budget 500ms");

        assertThat(table.doubleColumn("error").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("median_ms").isMissing(0)).isFalse();
    }

    @Test
    void a_mistake_is_a_sentence() {
        Shown shown = new Shown();
        CellResult result = session.execute(new Cell("%bench -p hgih"), shown);

        assertThat(result).isInstanceOf(CellResult.Failed.class);
        assertThat(shown.errors())
                .contains("Did you mean 'high'?", "%bench")
                .doesNotContain("\tat ");
    }

    @Test
    void code_that_throws_says_what_it_threw() {
        Shown shown = new Shown();
        session.execute(new Cell("int zero = 0;"), shown);
        CellResult result = session.execute(new Cell("%bench 1 / zero"), shown);

        assertThat(result).isInstanceOf(CellResult.Failed.class);
        assertThat(shown.errors()).contains("ArithmeticException");
    }

    @Test
    void an_interrupt_ends_it_and_says_so() throws Exception {
        Shown shown = new Shown();
        Thread interrupter =
                Thread.ofPlatform()
                        .start(() -> {
                            while (shown.ids().isEmpty()) {
                                Thread.onSpinWait();
                            }
                            session.interrupt();
                        });
        CellResult result = session.execute(new Cell("%bench -n 256 --budget 60s"), shown);
        interrupter.join();

        assertThat(result).isInstanceOf(CellResult.Interrupted.class);
        assertThat(shown.text()).contains("stopped after");
    }
}
