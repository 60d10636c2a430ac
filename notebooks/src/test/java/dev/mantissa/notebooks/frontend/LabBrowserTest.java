package dev.mantissa.notebooks.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
    };

    private static final Setup SETUP = new Setup();
    private static FrontEndHome home;
    private static JsonObject seen;

    @BeforeAll
    static void start() {
        home = FrontEndHome.create();
        SETUP.run(LabBrowserTest::look);
    }

    private static void look() {
        Browser browser = Browser.in(home);
        Path program = Tools.program("jupyter-notebook", "jupyter-notebook");
        InstalledKernel.into(home);
        NotebookServer server = NotebookServer.start(home, program, LabPage.build(home));
        ShortNotebooks.make("lab.ipynb", home.notebooks(), CELLS);
        JsonObject options = new JsonObject();
        options.addProperty("loop", 4);
        options.addProperty("complete", 6);
        options.addProperty("explain", 7);
        seen =
                browser.see(
                        "lab.mjs", "see", server.page("index.html", "lab.ipynb"), "lab", options);
    }

    @BeforeEach
    void check() {
        SETUP.check();
    }

    @AfterAll
    static void stop() {
        if (home != null) {
            home.close();
        }
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
