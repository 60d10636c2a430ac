package dev.mantissa.notebooks.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person sees in Jupyter Notebook, in a real browser; pictures in target/screenshots. */
@Tag("frontend")
class NotebookBrowserTest {
    @RegisterExtension private static final Setup SETUP = new Setup(NotebookBrowserTest::prepare);
    private static NotebookServer server;
    private static Browser browser;
    private static JsonObject interactive;

    private static void prepare(FrontEndHome home) {
        browser = Browser.in(home);
        var program = Tools.program("jupyter-notebook", "jupyter-notebook");
        InstalledKernel.into(home);
        server = NotebookServer.start(home, program);
        ShortNotebooks.make(
                "interactive.ipynb",
                home.notebooks(),
                "String name = readln(\"name? \");\nprintln(\"hello, \" + name);",
                "while (true) {}",
                "40 + 2",
                "Math.ab",
                "String?");
        interactive = browser.see("interact", server.page("interactive.ipynb"), "interactive");
    }

    static List<String> notebooks() {
        return ShortNotebooks.names();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void every_cell_of_a_notebook_runs_and_its_charts_are_seen(String name) {
        ShortNotebooks.copy(name, SETUP.home().notebooks());
        JsonObject seen = browser.see("run", server.page(name), name);
        assertThat(seen.has("failure")).as(seen.toString()).isFalse();
        assertThat(seen.getAsJsonArray("cells")).isNotEmpty();
        for (JsonElement element : seen.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            assertThat(cell.getAsJsonArray("errors")).as(cell.toString()).isEmpty();
            assertThat(cell.get("count").isJsonNull()).as(cell.toString()).isFalse();
        }
        assertThat(seen.getAsJsonArray("pictures")).hasSizeGreaterThanOrEqualTo(2);
        for (JsonElement element : seen.getAsJsonArray("pictures")) {
            JsonObject picture = element.getAsJsonObject();
            assertThat(picture.get("width").getAsDouble()).isGreaterThan(100);
            assertThat(picture.get("height").getAsDouble()).isGreaterThan(50);
        }
        if (seen.toString().contains("%bench")) {
            assertThat(seen.getAsJsonArray("progress").size())
                    .as("states of a live progress bar")
                    .isGreaterThanOrEqualTo(2);
        }
        assertThat(seen.getAsJsonArray("pageErrors")).isEmpty();
    }

    @Test
    void a_question_of_a_cell_is_answered() {
        JsonObject step = step("answer");
        assertThat(step.get("prompt").getAsString()).contains("name?");
        assertThat(step.get("output").getAsString()).contains("hello, Ada");
    }

    @Test
    void the_stop_button_ends_an_endless_loop_and_the_next_cell_runs() {
        JsonObject step = step("interrupt");
        assertThat(step.get("millis").getAsInt()).isLessThan(3000);
        assertThat(step.get("output").getAsString()).containsIgnoringCase("interrupt");
        assertThat(step.get("next").getAsString()).contains("42");
    }

    @Test
    void tab_shows_what_can_be_typed() {
        assertThat(step("complete").getAsJsonArray("candidates").toString())
                .contains("abs")
                .contains("absExact");
    }

    @Test
    void shift_and_tab_explain_a_name() {
        assertThat(step("tooltip").get("text").getAsString()).contains("Math");
    }

    @Test
    void a_question_mark_after_a_name_opens_the_pager() {
        assertThat(step("pager").get("text").getAsString()).contains("String");
    }

    private static JsonObject step(String name) {
        assertThat(interactive.has(name)).as(interactive.toString()).isTrue();
        JsonObject step = interactive.getAsJsonObject(name);
        assertThat(step.has("failure")).as(step.toString()).isFalse();
        return step;
    }
}
