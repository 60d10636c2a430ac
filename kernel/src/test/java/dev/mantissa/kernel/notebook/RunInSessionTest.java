package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.kernel.session.SessionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files run in a real session, from source to report. */
class RunInSessionTest {
    @TempDir Path folder;

    private RunResult run(String name, String text, RunOptions options) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        try (JShellSession session = new JShellSession(SessionConfig.builder().build())) {
            RunResult result = new NotebookRunner(session).run(SourceFiles.read(file), options);
            NbformatRules.check(result.notebook().toJson());
            return result;
        }
    }

    @Test
    void cells_share_variables_and_show_rich_results() throws IOException {
        String java =
                """
                // %% [markdown]
                // # Title
                // %% tags=["parameters"]
                int n = 2;
                // %%
                record Row(int i, String word) {}
                String id = display("first");
                System.out.println("printed " + n);
                // %%
                updateDisplay(id, "second");
                registerRenderer(StringBuilder.class, b -> "<b>" + b + "</b>");
                display(new StringBuilder("built"), new Markdown("**md**"));
                IntStream.range(0, n).mapToObj(i -> new Row(i, "w" + i)).toList()
                """;
        RunResult result = run("a.java", java, RunOptions.DEFAULT.withParameters(Map.of("n", "3")));
        assertThat(result.failureText()).isEmpty();
        String report = HtmlReport.of(result.notebook(), "a", Map.of());
        assertThat(report)
                .contains("<h1>Title</h1>", "<pre>second</pre>", "<pre>printed 3</pre>")
                .contains(
                        "<b>built</b>",
                        "<strong>md</strong>",
                        "<td style=\"text-align:left\">w2</td>")
                .doesNotContain("<pre>first</pre>");
    }

    @Test
    void an_error_has_its_class_and_its_marked_line() throws IOException {
        RunResult result =
                run(
                        "s.jsh",
                        "int[] a = {1};\n\nint i = 5;\nint b = a[i];\n\nb",
                        RunOptions.DEFAULT);
        assertThat(result.executed()).isEqualTo(2);
        assertThat(result.failureText().orElseThrow())
                .contains("Code cell 2 of 3 failed", "java.lang.ArrayIndexOutOfBoundsException")
                .contains("> int b = a[i];");
        assertThat(HtmlReport.of(result.notebook(), "s", Map.of()))
                .contains("<mark>", "int b = a[i];</mark>");
    }

    @Test
    void an_endless_loop_is_stopped_in_time() throws IOException {
        RunOptions options = RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));
        RunResult result = run("s.jsh", "while (true) {}", options);
        assertThat(result.failure().error().message()).contains("longer than 2 s and was stopped");
        assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(10));
    }
}
