package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.session.RecordingOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NotebookRunnerTest {
    private final FakeSession session = new FakeSession();

    private RunResult run(RunOptions options, String... cells) {
        List<NotebookCell> all =
                Stream.of(cells).map(c -> NotebookCell.of("", NotebookCell.Type.CODE, c)).toList();
        RunResult result = new NotebookRunner(session).run(Notebook.of(all), options);
        NbformatRules.check(result.notebook().toJson());
        return result;
    }

    private static List<String> outputs(RunResult result, int cell) {
        return result.notebook().cells().get(cell).outputs().stream()
                .map(NotebookRunnerTest::brief)
                .toList();
    }

    private static String brief(JsonObject output) {
        String type = output.get("output_type").getAsString();
        return switch (type) {
            case "stream" ->
                    output.get("name").getAsString() + ":" + output.get("text").getAsString();
            case "error" -> "error:" + output.get("ename").getAsString();
            default -> type + ":" + output.getAsJsonObject("data").get("text/plain").getAsString();
        };
    }

    @Test
    void outputs_are_gathered_in_order_and_streams_joined() {
        RunResult result = run(RunOptions.DEFAULT, "out a\nout b\nerr c\nout d\nresult 5", "out e");
        assertThat(result.ok()).isTrue();
        assertThat(outputs(result, 0))
                .containsExactly("stdout:a\nb\n", "stderr:c\n", "stdout:d\n", "execute_result:5");
        assertThat(outputs(result, 1)).containsExactly("stdout:e\n");
        assertThat(result.notebook().cells().stream().map(NotebookCell::executionCount))
                .containsExactly(1, 2);
    }

    @Test
    void an_update_replaces_what_was_shown_in_an_earlier_cell() {
        RunResult result =
                run(
                        RunOptions.DEFAULT,
                        "display p 1\nout x\ndisplay q 1",
                        "update p 2\nupdate none 9");
        assertThat(outputs(result, 0))
                .containsExactly("display_data:2", "stdout:x\n", "display_data:1");
        assertThat(outputs(result, 1)).isEmpty();
    }

    @Test
    void clearing_waits_for_the_next_output_if_asked_to() {
        assertThat(outputs(run(RunOptions.DEFAULT, "out a\nclear false\nout b"), 0))
                .containsExactly("stdout:b\n");
        assertThat(outputs(run(RunOptions.DEFAULT, "out a\nclear true"), 0))
                .containsExactly("stdout:a\n");
        assertThat(outputs(run(RunOptions.DEFAULT, "out a\nclear true\nout b"), 0))
                .containsExactly("stdout:b\n");
    }

    @Test
    void it_stops_at_the_first_error_and_says_what_did_not_run() {
        RunResult result = run(RunOptions.DEFAULT, "out a", "out b\nfail", "out c", "out d");
        assertThat(result.ok()).isFalse();
        assertThat(session.ran()).hasSize(2);
        assertThat(result.executed()).isEqualTo(2);
        assertThat(outputs(result, 1)).containsExactly("stdout:b\n", "error:java.lang.Error");
        assertThat(result.notebook().cells().get(2).executionCount()).isNull();
        assertThat(result.failureText().orElseThrow())
                .contains("Code cell 2 of 4 failed", "    fail", "> 1 | fail")
                .endsWith("Not run: 2 more code cells.");
    }

    @Test
    void a_cell_that_takes_too_long_is_interrupted() {
        RunResult result =
                run(RunOptions.DEFAULT.withTimeout(Duration.ofMillis(50)), "out a\nwait", "out b");
        assertThat(result.failure().error().name()).isEqualTo("TimeoutException");
        assertThat(result.failure().error().message()).contains("longer than 50 ms", "--timeout");
        assertThat(result.failure().error().lines()).first().isEqualTo("at line 1");
        assertThat(result.failure().stuck()).isFalse();
        assertThat(outputs(result, 0)).containsExactly("stdout:a\n", "error:TimeoutException");
    }

    @Test
    void a_cell_that_cannot_be_stopped_is_left_behind() {
        RunResult result = run(RunOptions.DEFAULT.withTimeout(Duration.ofMillis(10)), "hang");
        assertThat(result.failure().stuck()).isTrue();
        assertThat(result.failure().error().message()).contains("could not be stopped");
    }

    @Test
    void progress_is_told_for_code_cells_that_are_not_empty() {
        List<String> told = new ArrayList<>();
        RunListener listener =
                new RunListener() {
                    @Override
                    public void started(int number, int total, NotebookCell cell) {
                        told.add("start " + number + "/" + total + " " + cell.source());
                    }

                    @Override
                    public void finished(
                            int number, int total, NotebookCell cell, Duration took, boolean ok) {
                        told.add("end " + number + "/" + total + " " + ok);
                    }
                };
        run(RunOptions.DEFAULT.withListener(listener), "a", " \n", "fail");
        assertThat(told)
                .containsExactly("start 1/2 a", "end 1/2 true", "start 2/2 fail", "end 2/2 false");
    }

    @Test
    void output_also_goes_where_it_is_wanted_live() {
        RecordingOutput live = new RecordingOutput();
        run(RunOptions.DEFAULT.withLive(live), "out a\nresult 1");
        assertThat(live.events()).containsExactly("out a\n", "result 1 1");
    }

    @Test
    void a_time_out_is_told_live_once() {
        RecordingOutput live = new RecordingOutput();
        run(RunOptions.DEFAULT.withTimeout(Duration.ofMillis(20)).withLive(live), "wait");
        assertThat(live.events()).hasSize(2);
        assertThat(live.events().getFirst()).isEqualTo("error Interrupted: stopped");
        assertThat(live.events().getLast()).startsWith("error TimeoutException: the cell ran");
    }

    @Test
    void old_outputs_are_gone_and_the_given_notebook_is_unchanged() {
        Notebook first = run(RunOptions.DEFAULT, "out a", "fail").notebook();
        String before = first.toJson();
        RunResult again = new NotebookRunner(session).run(first, RunOptions.DEFAULT);
        assertThat(outputs(again, 0)).containsExactly("stdout:a\n");
        assertThat(first.toJson()).isEqualTo(before);
    }

    @Test
    void a_million_characters_of_output_keep_head_and_tail() {
        String line = "x".repeat(999);
        String cell = ("out " + line + "\n").repeat(5000) + "out end";
        String text = outputs(run(RunOptions.DEFAULT, cell), 0).getFirst();
        assertThat(text)
                .hasSizeLessThan(1_100_000)
                .contains("characters left out")
                .endsWith("end\n");
    }

    @Test
    void nothing_is_run_when_a_parameter_is_wrong() {
        NotebookCell tagged = NotebookCell.tagged("p", "int n = 5;", List.of("parameters"));
        RunOptions options = RunOptions.DEFAULT.withParameters(Map.of("m", "1"));
        assertThatThrownBy(() ->
                        new NotebookRunner(session).run(Notebook.of(List.of(tagged)), options))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(session.ran()).isEmpty();
    }
}
