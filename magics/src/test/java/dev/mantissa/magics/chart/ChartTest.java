package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.F64;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
    private static final String HOSTILE = "</title><script>alert('x')</script> & \"q\" \u0001";

    static List<Chart> samples() {
        return SampleCharts.all();
    }

    static List<Chart> hostile() {
        return List.of(
                Charts.lines(HOSTILE).x(HOSTILE).y(HOSTILE).series(HOSTILE, 1, 2, 3),
                Charts.pareto(HOSTILE).x(HOSTILE).y(HOSTILE).point(HOSTILE, 1e-3, 4),
                Charts.bars(HOSTILE, HOSTILE).bar(HOSTILE, 2),
                Charts.bits(HOSTILE).value(HOSTILE, F32.FORMAT, 1),
                Charts.numberLine(HOSTILE).x(HOSTILE).row(HOSTILE, 1, 2),
                Charts.weights(HOSTILE).x(HOSTILE).row(HOSTILE, new double[] {1, 2}, 1),
                Charts.exponents(HOSTILE).row(HOSTILE, SampleCharts.counts(1, 1, 9)),
                Charts.heatmap(HOSTILE, new double[][] {{1}}, List.of(HOSTILE), List.of(HOSTILE))
                        .axes(HOSTILE, HOSTILE));
    }

    static List<Chart> degenerate() {
        return List.of(
                Charts.lines("nothing"),
                Charts.lines("one point").series("a", 3),
                Charts.lines("constant").series("a", 2, 2, 2),
                Charts.lines("zeros on a logarithm").logY().series("a", 0, 0),
                Charts.lines("holes").series("a", 1, Double.NaN, Double.POSITIVE_INFINITY, 2),
                Charts.lines("same names").series("a", 1, 2).series("a", 2, 1),
                Charts.pareto("nothing"),
                Charts.pareto("exact only").point("f64", 0, 3),
                Charts.pareto("not a number").point("a", Double.NaN, Double.NaN),
                Charts.lines("zeros on a logarithm of two").log2Y().series("a", 0, 0),
                Charts.exponents("nothing"),
                Charts.exponents("zeros").row("a", SampleCharts.counts(1, 0, 3)),
                Charts.exponents("extremes")
                        .row("a", SampleCharts.counts(1, 1, 3, Float.MIN_VALUE, Float.MAX_VALUE)),
                Charts.bits("nothing"),
                Charts.bits("not finite")
                        .value("a", F32.FORMAT, Double.NaN)
                        .value("b", F64.FORMAT, Double.NEGATIVE_INFINITY)
                        .value("c", F64.FORMAT, Double.MIN_VALUE),
                Charts.numberLine("nothing"),
                Charts.numberLine("zero on a logarithm").log2().row("a", 0, -1),
                Charts.numberLine("not a number").row("a", Double.NaN).row("b"),
                Charts.weights("nothing"),
                Charts.weights("not a number")
                        .row("a", new double[] {Double.NaN})
                        .row("b", new double[] {1}, 1),
                Charts.bars("nothing", ""),
                Charts.bars("negative", "x").bar("a", -2).bar("b", Double.NaN).bar("a", 3),
                Charts.heatmap("equal", new double[][] {{7, 7}, {7, 7}}),
                Charts.lines("").x("").y("").series("", 1, 2));
    }

    @ParameterizedTest
    @MethodSource({"samples", "hostile", "degenerate"})
    void svg_is_well_formed_and_free_of_script(Chart chart) throws Exception {
        Document document = parse(chart.svg());

        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element e = (Element) all.item(i);
            for (int a = 0; a < e.getAttributes().getLength(); a++) {
                assertThat(e.getAttributes().item(a).getNodeName()).doesNotStartWith("on");
            }
        }
        assertThat(chart.svg()).doesNotContain("NaN ", "Infinity", "href");
        assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(document.getDocumentElement().getFirstChild().getNodeName()).isEqualTo("title");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void text_is_kept_as_text(Chart chart) throws Exception {
        Document document = parse(chart.svg());

        assertThat(document.getDocumentElement().getFirstChild().getTextContent())
                .isEqualTo(HOSTILE.replace("\u0001", "\\u0001"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void svg_is_small(Chart chart) {
        assertThat(chart.svg().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(12 * 1024);
    }

    @ParameterizedTest
    @MethodSource({"samples", "hostile", "degenerate"})
    void bundle_has_text_and_a_png_of_double_size(Chart chart) throws Exception {
        MimeBundle bundle = chart.toBundle();

        assertThat(bundle.plain()).startsWith(VisibleText.of(chart.title()));
        byte[] png = Base64.getDecoder().decode((String) bundle.data().get(MimeBundle.PNG));
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(2 * Chart.WIDTH);
        assertThat(image.getHeight()).isEqualTo(2 * chart.height());
    }

    @Test
    void style_rules_of_one_chart_do_not_reach_another() {
        Set<String> classes = new HashSet<>();
        for (Chart chart : samples()) {
            Matcher root = Pattern.compile("class=\"(m[0-9a-f]{8})\"").matcher(chart.svg());
            assertThat(root.find()).isTrue();
            classes.add(root.group(1));
            String style = chart.svg().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
            String rules = style.replace("@media(prefers-color-scheme:dark){", "");
            for (String rule : rules.split("}")) {
                for (String selector : rule.split("\\{")[0].split(",")) {
                    assertThat(selector).matches("(\\." + root.group(1) + " \\.[a-z]\\d?)?");
                }
            }
        }
        assertThat(classes).hasSameSizeAs(samples());
    }

    @Test
    void the_same_chart_is_the_same_svg() {
        assertThat(SampleCharts.pareto().svg()).isEqualTo(SampleCharts.pareto().svg());
    }

    @Test
    void names_at_the_ends_of_lines_stay_inside_the_picture() throws Exception {
        NodeList texts = parse(SampleCharts.errorBySize().svg()).getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element t = (Element) texts.item(i);
            if (t.getAttribute("class").equals("t")) {
                double end =
                        Double.parseDouble(t.getAttribute("x"))
                                + dev.mantissa.magics.table.TextWidth.boldPixels(
                                        t.getTextContent(), 13);
                assertThat(end).isLessThanOrEqualTo(Chart.WIDTH);
            }
        }
    }

    @Test
    void a_chart_is_saved_by_the_ending_of_its_name(@TempDir Path folder) throws Exception {
        Chart chart = SampleCharts.bars();

        assertThat(chart.save(folder.resolve("a.svg").toString())).hasContent(chart.svg());
        assertThat(Files.size(chart.save(folder.resolve("a.png").toString()))).isPositive();
        assertThatThrownBy(() -> chart.save("a.jpeg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("a.jpeg", ".svg", ".png", ".txt");
    }

    @Test
    void a_cell_of_a_heat_map_that_is_no_number_is_not_drawn_as_zero() {
        double nan = Double.NaN;

        byte[] empty = Charts.heatmap("map", new double[][] {{1, nan}, {0, 1}}).png();

        assertThat(empty)
                .isNotEqualTo(Charts.heatmap("map", new double[][] {{1, 0}, {0, 1}}).png());
        assertThat(Charts.heatmap("map", new double[][] {{nan, nan}}).png()).isNotEmpty();
    }

    @Test
    void too_few_values_are_named_with_both_counts() {
        assertThatThrownBy(() -> Charts.lines("t").x("n", 1, 2, 3).series("high", 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("high", "2", "3");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
