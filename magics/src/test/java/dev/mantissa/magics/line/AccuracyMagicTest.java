package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.accuracy.AccuracyResult;
import dev.mantissa.lib.accuracy.Effort;
import dev.mantissa.lib.tensor.Tensor;
import dev.mantissa.magics.accuracy.AccuracyOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyMagicTest {
    private final Workbench bench = new Workbench();
    private final AccuracyMagic magic = new AccuracyMagic();

    @TempDir Path folder;

    @Test
    void a_run_gives_a_summary_a_chart_what_was_left_out_and_a_record() throws Exception {
        Path json = folder.resolve("a.json");
        AccuracyResult result =
                (AccuracyResult) bench.value(magic, "%accuracy q4 --quick --json " + json);

        assertThat(result.toString()).isEqualTo("incomplete: 15 of 20 scenarios passed, 5 not run");
        assertThat(bench.shown.text())
                .contains("q4:g32", "15 of 20", "not run: dense 2048x2048 in q4:g32: 4,194,304");
        assertThat(bench.shown.displays())
                .filteredOn(b -> b.data().containsKey(MimeBundle.SVG))
                .singleElement()
                .satisfies(chart -> assertThat(chart.plain()).contains("least error", "q4:g32"));
        assertThat(Files.readString(json)).contains("\"schema\": \"mantissa.accuracy/1\"");

        Path older =
                Files.writeString(
                        folder.resolve("older.json"),
                        "{\"accuracy_validation_results\":{\"dense 32x64 q4:g32 A16\":{\"relative_error\":0.5,\"passed\":false},\"gone\":{\"error\":1}}}");
        String compared = bench.run(magic, "%accuracy q4 --quick --all --vs " + older);
        assertThat(compared)
                .contains("Compared with", "0.500", "failed", "19 scenarios of this run", "gone")
                .contains("Every scenario", "SNR dB", "max ulp");
    }

    @Test
    void options_may_stand_anywhere() {
        AccuracyOptions options =
                AccuracyOptions.parse(List.of("net", "--limit=0.1", "q4:g64", "x", "2"));
        assertThat(options.names()).containsExactly("net", "x");
        assertThat(options.schemes())
                .extracting(Object::toString)
                .containsExactly("q4:g64", "q2:g32");
        assertThat(options.limit()).isEqualTo(0.1);
        AccuracyOptions suite = AccuracyOptions.parse(List.of("--full", "8", "--vs", "o.json"));
        assertThat(suite.effort()).isEqualTo(Effort.FULL);
        assertThat(suite.earlier()).hasToString("o.json");
        assertThat(AccuracyOptions.parse(List.of("--schemes", "q4,8")).schemes()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--quikc; unknown option '--quikc'. Did you mean '--quick'?",
                "q4:g48; no group of 48",
                "q7:g32; unknown quantisation scheme 'q7",
                "--json; --json has no value",
                "--json --quick; --json has no value",
                "--limit much; --limit much: that is no relative error",
                "q4 --limit 0.1; --limit judges the layers of a network",
                "net x --quick; --quick is an option of the suite",
                "--full net x; --full is an option of the suite",
                "net x --all; --all is an option of the suite",
                "net x --vs=o.json; --vs is an option of the suite",
                "--quick q4 --full; --quick and --full exclude each other",
                "--json no-such-folder/a.json; no-such-folder/a.json cannot be written",
                "--json=/; / cannot be written",
                "--schemes q9; unknown quantisation scheme 'q9'"
            })
    void a_mistake_is_answered_with_what_is_allowed(String line, String answer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccuracyOptions.parse(List.of(line.split(" "))))
                .isInstanceOf(UsageException.class)
                .withMessageContaining(answer);
    }

    @Test
    void a_tilde_is_the_folder_of_the_person() {
        String home = System.getProperty("user.home");
        AccuracyOptions options = AccuracyOptions.parse(List.of("--json", "~/a", "--vs=~/b/c"));
        assertThat(options.json()).hasToString(home + "/a");
        assertThat(options.earlier()).hasToString(home + "/b/c");
    }

    @Test
    void a_name_that_is_no_network_says_what_would_be_one() {
        bench.variables.add(new Variable("w", "Tensor", Tensor.zeros(2, 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%accuracy w x"))
                .withMessageContaining("%accuracy w x: 'w' is of type Tensor, which has no layers")
                .withMessageContaining("MultiLayerNetwork");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%accuracy q5"))
                .withMessageContaining("'q5' is neither a scheme nor a variable with a value")
                .withMessageContaining("Did you mean");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%accuracy --vs no-such.json --quick"))
                .withMessageContaining("there is no such file");
    }
}
