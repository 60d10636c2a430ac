package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static JsonObject shown(Map<String, String> data) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "display_data");
        JsonObject bundle = new JsonObject();
        data.forEach(bundle::addProperty);
        output.add("data", bundle);
        output.add("metadata", new JsonObject());
        return output;
    }

    private static JsonObject printed(String text) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "stream");
        output.addProperty("name", "stdout");
        output.addProperty("text", text);
        return output;
    }

    private static JsonObject failed() {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "error");
        output.addProperty("ename", "java.lang.ArithmeticException");
        output.addProperty("evalue", "/ by <zero>");
        JsonArray lines = new JsonArray();
        lines.add("    int q = 1 / <zero>;");
        lines.add("            ^^^^^^^^^^");
        lines.add("\u001b[31mjava.lang.ArithmeticException: / by <zero>\u001b[0m");
        output.add("traceback", lines);
        return output;
    }

    private static String body(JsonObject... outputs) {
        return body(
                new NotebookCell(
                        "a",
                        NotebookCell.Type.CODE,
                        "x",
                        new JsonObject(),
                        List.of(outputs),
                        1,
                        null));
    }

    private static String body(NotebookCell... cells) {
        String report = HtmlReport.of(Notebook.of(List.of(cells)), "name", Map.of());
        return report.substring(report.indexOf("<main>"));
    }

    private static NotebookCell markdown(String text) {
        return NotebookCell.of("m", NotebookCell.Type.MARKDOWN, text);
    }

    @Test
    void the_page_is_self_contained_and_the_same_each_time() {
        Notebook notebook = Notebook.of(List.of(markdown("# A `title` <b>\n\ntext")));
        String report = HtmlReport.of(notebook, "name", Map.of("Mantissa", "0.1 <x>"));
        assertThat(report)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("default-src 'none'", "<title>A title &lt;b&gt;</title>")
                .contains("<dt>Mantissa</dt><dd>0.1 &lt;x&gt;</dd>", "prefers-color-scheme: dark")
                .doesNotContain("<script", "<link", "@import", "http://", "https://")
                .hasSizeLessThan(12_000)
                .isEqualTo(HtmlReport.of(notebook, "name", Map.of("Mantissa", "0.1 <x>")));
    }

    @Test
    void the_best_representation_is_chosen() {
        String svg = "<svg viewBox=\"0 0 1 1\"><text>word</text></svg>";
        assertThat(
                        body(
                                shown(
                                        Map.of(
                                                "text/plain",
                                                "p",
                                                "image/png",
                                                "AA==",
                                                "image/svg+xml",
                                                svg))))
                .contains(svg)
                .doesNotContain("AA==");
        assertThat(
                        body(
                                shown(
                                        Map.of(
                                                "text/plain",
                                                "a \"p\"",
                                                "image/png",
                                                "AA==\n",
                                                "text/html",
                                                "<b>h</b>"))))
                .contains("<img src=\"data:image/png;base64,AA==\" alt=\"a &quot;p&quot;\">")
                .doesNotContain("<b>h</b>");
        assertThat(body(shown(Map.of("text/plain", "p", "text/html", "<b>h</b>"))))
                .contains("<b>h</b>");
        assertThat(body(shown(Map.of("text/plain", "p", "text/markdown", "*m*"))))
                .contains("<em>m</em>");
        assertThat(body(shown(Map.of("text/plain", "<p>")))).contains("<pre>&lt;p&gt;</pre>");
    }

    @Test
    void a_picture_has_the_width_its_maker_wants() {
        JsonObject output = shown(Map.of("text/plain", "p", "image/png", "AA=="));
        JsonObject size = new JsonObject();
        size.addProperty("width", 720);
        output.getAsJsonObject("metadata").add("image/png", size);
        assertThat(body(output)).contains("<img width=\"720\" src=\"data:image/png;base64,AA==\"");
    }

    @Test
    void svg_that_is_not_harmless_or_repeats_an_id_becomes_a_picture() {
        String harmful = "<svg><script>alert(1)</script></svg>";
        assertThat(body(shown(Map.of("text/plain", "p", "image/svg+xml", harmful))))
                .contains("<img src=\"data:image/svg+xml;base64,")
                .doesNotContain("alert(1)");
        JsonObject twice =
                shown(Map.of("text/plain", "p", "image/svg+xml", "<svg id=\"same\"></svg>"));
        assertThat(body(twice, twice))
                .containsOnlyOnce("<svg id=\"same\">")
                .containsOnlyOnce("<img ");
    }

    @Test
    void html_that_only_runs_is_replaced_by_its_text() {
        assertThat(
                        body(
                                shown(
                                        Map.of(
                                                "text/plain",
                                                "the text",
                                                "text/html",
                                                "<script>draw()</script>"))))
                .contains("<pre>the text</pre>")
                .doesNotContain("draw()");
        assertThat(
                        body(
                                shown(
                                        Map.of(
                                                "text/plain",
                                                "t",
                                                "text/html",
                                                "<b>b</b><script>x</script>"))))
                .contains("<b>b</b><p class=\"note\">Parts of this output that are not static");
    }

    @Test
    void streams_are_escaped_without_colours_and_folded_when_long() {
        assertThat(body(printed("\u001b[1mbold\u001b[0m </script> \u202E\n")))
                .contains("<pre>bold &lt;/script&gt; \\u202e</pre>");
        assertThat(body(printed("line\n".repeat(100))))
                .contains("<summary>60 more lines</summary>");
        assertThat(body(printed("line\n".repeat(60)))).doesNotContain("<summary>");
    }

    @Test
    void an_error_shows_its_marked_line_and_what_did_not_run() {
        NotebookCell bad =
                new NotebookCell(
                        "a",
                        NotebookCell.Type.CODE,
                        "x",
                        new JsonObject(),
                        List.of(failed()),
                        1,
                        null);
        assertThat(body(bad, NotebookCell.of("b", NotebookCell.Type.CODE, "y")))
                .contains(
                        "<mark>    int q = 1 / &lt;zero&gt;;</mark>\n<mark>            ^^^^^^^^^^</mark></pre>")
                .contains("<strong>java.lang.ArithmeticException: / by &lt;zero&gt;</strong>")
                .contains("1 code cell after it did not run");
    }

    @Test
    void java_is_coloured_and_escaped() {
        assertThat(
                        body(
                                NotebookCell.of(
                                        "a",
                                        NotebookCell.Type.CODE,
                                        "%time f()\nList<String> s = \"</pre>\";")))
                .contains(
                        "<code><span class=\"m\">%time f()</span>\n<span class=\"t\">List</span>&lt;<span class=\"t\">String</span>&gt; s = <span class=\"s\">&quot;&lt;/pre&gt;&quot;</span>;</code>");
    }

    @Test
    void markdown_has_tables_formulas_and_pictures_but_no_scripts() {
        assertThat(body(markdown("|a|b|\n|-|-:|\n|1|2|")))
                .contains("<th>a</th>", "<td align=\"right\">2</td>");
        assertThat(body(markdown("cost $5 and $6, `$x$`, $a_1^{2}$, $\\alpha \\le \\frac{a}{b}$")))
                .contains("cost $5 and $6", "<code>$x$</code>", "<i>a</i><sub>1</sub><sup>2</sup>")
                .contains(
                        "<i>α</i> ≤ <span class=\"fr\"><span><i>a</i></span><span><i>b</i></span></span>");
        assertThat(body(markdown("<b onclick=x()>b</b> <script>y()</script> [l](javascript:z())")))
                .contains("<b>b</b>")
                .doesNotContain("x()", "y()", "z()");
    }

    @Test
    void attached_pictures_are_put_in() {
        JsonObject png = new JsonObject();
        png.addProperty("image/png", "AAAA");
        JsonObject files = new JsonObject();
        files.add("a.png", png);
        NotebookCell cell =
                new NotebookCell(
                        "m",
                        NotebookCell.Type.MARKDOWN,
                        "![x](attachment:a.png)",
                        new JsonObject(),
                        List.of(),
                        null,
                        files);
        assertThat(body(cell)).contains("<img src=\"data:image/png;base64,AAAA\" alt=\"x\"");
    }

    @Test
    void tags_hide_code() {
        NotebookCell hidden = NotebookCell.tagged("a", "secret()", List.of("remove-input"));
        assertThat(body(hidden)).doesNotContain("secret");
        NotebookCell folded = NotebookCell.tagged("a", "folded()", List.of("hide-input"));
        assertThat(body(folded)).contains("<summary>Code</summary>");
    }
}
