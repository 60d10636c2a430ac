package dev.mantissa.notebooks.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person sees in the notebook of JupyterLab 4; pictures in target/screenshots. */
@Tag("frontend")
class LabBrowserTest {
    private static final String[] CELLS = {
        "println(\"seen in Lab\");\n6 * 7",
        "%bench -n 32,64 --budget 2s",
        "String id = display(\"<b>first</b>\", \"text/html\");\nupdateDisplay(id, \"<b>last</b>\", \"text/html\");",
        "int[] one = {1};\none[3]",
        "while (true) {}",
        "40 + 2",
        "Math.ab",
        "\"a\".repeat",
        "double half(int n) {\n    double result = n / 2.0;\n    return result;\n}\n"
                + "double total = 0;\nfor (int i = 1; i < 4; i++) {\n    total += half(i);\n}\ntotal",
        "total + \" é\"",
    };

    @RegisterExtension private static final Setup SETUP = new Setup(LabBrowserTest::look);
    private static JsonObject seen;

    private static void look(FrontEndHome home) {
        Browser browser = Browser.in(home);
        Path program = Tools.program("jupyter-notebook", "jupyter-notebook");
        InstalledKernel.into(home);
        NotebookServer server = NotebookServer.start(home, program, LabPage.build(home));
        ShortNotebooks.make("lab.ipynb", home.notebooks(), CELLS);
        JsonObject options = new JsonObject();
        options.addProperty("loop", 4);
        options.addProperty("complete", 6);
        options.addProperty("explain", 7);
        options.add("debug", debug());
        seen =
                browser.see(
                        "lab.mjs", "see", server.page("index.html", "lab.ipynb"), "lab", options);
    }

    private static JsonObject debug() {
        JsonObject debug = new JsonObject();
        debug.addProperty("cell", 8);
        debug.addProperty("line", 3);
        debug.addProperty("variable", "result");
        debug.addProperty("expression", "n + total");
        JsonArray commands = new JsonArray();
        List.of("stepOut", "next", "stepIn", "continue", "continue").forEach(commands::add);
        debug.add("commands", commands);
        return debug;
    }

    @Test
    void text_and_a_value_are_seen() {
        assertThat(cell(0).get("text").getAsString()).contains("seen in Lab", "42");
        assertThat(cell(0).get("kinds").toString()).isEqualTo("[\"stream\",\"execute_result\"]");
    }

    @Test
    void a_chart_is_seen_and_progress_moves() {
        JsonObject all = step("runAll");
        assertThat(all.getAsJsonArray("pictures")).isNotEmpty();
        for (JsonElement element : all.getAsJsonArray("pictures")) {
            JsonObject picture = element.getAsJsonObject();
            assertThat(picture.get("width").getAsDouble()).isGreaterThan(100);
            assertThat(picture.get("height").getAsDouble()).isGreaterThan(50);
        }
        assertThat(all.getAsJsonArray("progress").size())
                .as("states of a live progress bar")
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void what_is_updated_stands_in_the_place_of_what_was_there() {
        assertThat(cell(2).get("text").getAsString().strip()).isEqualTo("last");
    }

    @Test
    void an_error_is_seen_with_its_line_and_ends_the_run() {
        assertThat(cell(3).get("text").getAsString())
                .contains("ArrayIndexOutOfBoundsException", "one[3]")
                .doesNotContain("\u001b");
        assertThat(cell(5).get("kinds").toString()).isEqualTo("[]");
        assertThat(cell(5).get("count").isJsonNull()).as("a number at what did not run").isTrue();
    }

    @Test
    void the_stop_button_ends_an_endless_loop_and_the_next_cell_runs() {
        JsonObject step = step("interrupt");
        assertThat(step.get("millis").getAsInt()).isLessThan(3000);
        assertThat(step.get("output").getAsString()).containsIgnoringCase("interrupt");
        assertThat(step.get("next").getAsString()).contains("42");
    }

    @Test
    void tab_shows_what_can_be_typed_of_what_type_and_what_it_is() {
        JsonObject step = step("complete");
        assertThat(step.getAsJsonArray("candidates").toString())
                .contains("abs")
                .contains("absExact")
                .contains("method");
        assertThat(step.get("explained").getAsString()).contains("absolute value");
    }

    @Test
    void shift_and_tab_explain_a_name() {
        assertThat(step("explain").get("text").getAsString()).contains("repeat(int");
    }

    @Test
    void a_breakpoint_in_the_gutter_stops_a_cell_and_the_buttons_let_it_go_on() {
        JsonObject step = step("debug");
        assertThat(step.getAsJsonArray("stops").asList().stream().map(JsonElement::getAsString))
                .containsExactly(
                        "half:3 cell:7 n=1 result=0.5",
                        "cell:6 i=1",
                        "cell:7 i=2",
                        "half:2 cell:7 n=2",
                        "half:3 cell:7 n=2 result=1.0",
                        "half:3 cell:7 n=3 result=1.5");
        assertThat(step.get("line").getAsString()).isEqualTo("    return result;");
        assertThat(step.get("keyword").getAsString())
                .as("of the panel's source")
                .isEqualTo("return");
        assertThat(step.get("variable").getAsString()).isEqualTo("result\n0.5");
        assertThat(step.getAsJsonObject("evaluated").get("result").getAsString()).isEqualTo("4.5");
        assertThat(step.get("output").getAsString()).contains("3.0");
        assertThat(step.get("next").getAsString()).contains("3.0 é");
    }

    @Test
    void without_the_debugger_the_cell_does_not_stop() {
        assertThat(step("debug").get("undebugged").getAsString()).contains("3.0");
    }

    @Test
    void the_page_complains_of_nothing() {
        assertThat(seen.getAsJsonArray("pageErrors")).isEmpty();
    }

    private static JsonObject cell(int i) {
        return step("runAll").getAsJsonArray("cells").get(i).getAsJsonObject();
    }

    private static JsonObject step(String name) {
        assertThat(seen.has(name)).as(seen.toString()).isTrue();
        JsonObject step = seen.getAsJsonObject(name);
        assertThat(step.has("failure")).as(step.toString()).isFalse();
        return step;
    }
}
