package dev.mantissa.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderers;
import dev.mantissa.lib.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderersCatalogueTest {
    private final Renderers renderers = new Renderers(RenderersCatalogue.forCells());

    @Test
    void every_renderer_names_a_class_that_exists() throws Exception {
        for (var renderer : RenderersCatalogue.all()) {
            assertThat(Class.forName(renderer.typeName(), false, getClass().getClassLoader()))
                    .isNotNull();
        }
    }

    @Test
    void a_tensor_shows_shape_type_and_corner_values() {
        MimeBundle bundle = renderers.render(Tensor.randn(1, 100, 200));

        assertThat(bundle.plain()).contains("100", "200");
        assertThat(html(bundle)).contains("[100, 200]", "f32", "<td", "…", ">99<", ">199<");
        assertThat(html(bundle).length()).isLessThan(8000);
        String one = Double.toString(Math.round(Tensor.randn(1, 100, 200).get(99, 0) * 1e3) / 1e3);
        assertThat(html(bundle)).contains(one);
    }

    @Test
    void tensors_of_any_rank_are_shown() {
        assertThat(html(renderers.render(Tensor.of(new float[] {1, 2, 3})))).contains("3.0000");
        assertThat(html(renderers.render(Tensor.zeros(2, 3, 4)))).contains("[0, :, :]");
    }

    @Test
    void nd4j_arrays_show_the_same() {
        MimeBundle bundle = renderers.render(Nd4j.arange(200).reshape(10, 20));

        assertThat(bundle.plain()).contains("INDArray [10, 20] float", "199.00");
        assertThat(html(bundle)).contains("199.00", "…");
        assertThat(renderers.render(Nd4j.scalar(2.5)).plain()).contains("2.5000");
        assertThat(renderers.render(Nd4j.arange(24).reshape(2, 3, 4)).plain())
                .contains("[0, :, :]");
        assertThat(renderers.render(Nd4j.empty()).plain()).contains("INDArray");
    }

    @Test
    void a_tablesaw_table_is_static_escaped_and_shortened() {
        Table table =
                Table.create(
                        "t<script>",
                        StringColumn.create(
                                "name", IntStream.range(0, 50).mapToObj(i -> "<b>" + i).toList()),
                        DoubleColumn.create("x", IntStream.range(0, 50).asDoubleStream().toArray()),
                        IntColumn.create("n", IntStream.range(0, 50).toArray()));
        table.doubleColumn("x").setMissing(3);
        MimeBundle bundle = renderers.render(table);

        assertThat(html(bundle))
                .contains("&lt;b&gt;0", "&lt;b&gt;49", "…", "50 rows × 3 columns")
                .doesNotContain("<script", "<b>0", "&lt;b&gt;25", "http");
        assertThat(html(bundle)).contains("<td style=\"text-align:right\">49");
        assertThat(bundle.plain()).contains("name", "49");
        assertThat(renderers.render(Table.create("empty")).plain()).contains("0 rows");
    }

    @Test
    void an_xchart_chart_is_a_png_of_double_size_with_its_figures() throws Exception {
        XYChart chart = new XYChartBuilder().width(300).height(200).title("speed").build();
        chart.addSeries("a", new double[] {1, 2}, new double[] {2.5, 4});
        MimeBundle bundle = renderers.render(chart);
        byte[] png = Base64.getDecoder().decode((String) bundle.data().get(MimeBundle.PNG));

        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(600);
        assertThat(bundle.plain()).contains("speed", "a", "2.5");
    }

    @Test
    void xchart_charts_of_other_kinds_have_their_figures_too() {
        var bars = new CategoryChartBuilder().title("bars").build();
        bars.addSeries("s", List.of("f32", "bf16"), List.of(3, 4));
        var pie = new PieChartBuilder().title("pie").build();
        pie.addSeries("half", 0.5);
        var heat = new HeatMapChartBuilder().title("heat").build();
        heat.addSeries("h", new int[] {1, 2}, new int[] {7}, new int[][] {{5}, {6}});

        assertThat(renderers.render(bars).plain()).contains("bf16", "4");
        assertThat(renderers.render(pie).plain()).contains("half", "0.5");
        assertThat(renderers.render(heat).plain()).contains("2, 7", "6");
    }

    private static String html(MimeBundle bundle) {
        return String.valueOf(bundle.data().get(MimeBundle.HTML));
    }
}
