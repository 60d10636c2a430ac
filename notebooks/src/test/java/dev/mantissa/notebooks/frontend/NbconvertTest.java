package dev.mantissa.notebooks.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.notebooks.Executed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Notebooks executed by nbconvert, as build servers and publishers do. */
@Tag("frontend")
class NbconvertTest {
    @RegisterExtension private static final Setup SETUP = new Setup(NbconvertTest::prepare);
    private static Path nbconvert;

    private static void prepare(FrontEndHome home) {
        nbconvert = Tools.program("jupyter-nbconvert", "jupyter-nbconvert");
        InstalledKernel.into(home);
    }

    static List<String> notebooks() {
        return ShortNotebooks.names();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void a_notebook_is_executed_without_errors_and_with_pictures(String name) {
        Path file = ShortNotebooks.copy(name, SETUP.home().notebooks());
        var ended =
                SETUP.home()
                        .run(
                                List.of(
                                        nbconvert.toString(),
                                        "--to=notebook",
                                        "--execute",
                                        "--ExecutePreprocessor.timeout=240",
                                        "--ExecutePreprocessor.kernel_name=" + InstalledKernel.NAME,
                                        "--output=executed-" + name,
                                        file.toString()));
        assertThat(ended.status()).as(ended.output()).isZero();
        List<NotebookCell> cells =
                Executed.read(file.resolveSibling("executed-" + name)).cells().stream()
                        .filter(NotebookCell::isCode)
                        .toList();
        assertThat(cells).allSatisfy(c -> assertThat(c.executionCount()).isNotNull());
        List<JsonObject> outputs = cells.stream().flatMap(c -> c.outputs().stream()).toList();
        assertThat(outputs).noneMatch(o -> o.get("output_type").getAsString().equals("error"));
        assertThat(outputs.stream().filter(NbconvertTest::isPicture))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static boolean isPicture(JsonObject output) {
        JsonObject data = output.getAsJsonObject("data");
        return data != null && (data.has("image/svg+xml") || data.has("image/png"));
    }
}
