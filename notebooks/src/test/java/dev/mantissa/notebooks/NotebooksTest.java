package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every notebook of this folder keeps to. */
class NotebooksTest {
    static List<Path> notebooks() {
        return Executed.files();
    }

    @Test
    void each_notebook_has_a_test_of_its_figures() {
        String tests = Executed.testSources();
        for (Path notebook : notebooks()) {
            assertThat(tests).contains("NAME = \"" + notebook.getFileName() + "\"");
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void it_is_kept_without_outputs(Path file) {
        for (NotebookCell cell : Executed.read(file).cells()) {
            assertThat(cell.outputs()).as(cell.source()).isEmpty();
            assertThat(cell.executionCount()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void it_asks_before_it_shows(Path file) {
        List<NotebookCell> cells = Executed.read(file).cells();
        long questions = cells.stream().filter(c -> c.source().contains("> **Predict:**")).count();
        assertThat(questions).isGreaterThanOrEqualTo(3);
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).source().contains("> **Predict:**")) {
                assertThat(cells.get(i).isCode()).isFalse();
                assertThat(i + 1).as("a result follows").isLessThan(cells.size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void its_short_parameters_are_declared_in_its_tagged_cell(Path file) {
        Notebook notebook = Executed.read(file);
        List<NotebookCell> tagged =
                notebook.cells().stream().filter(c -> c.tags().contains("parameters")).toList();
        assertThat(tagged).hasSize(1);
        assertThat(Executed.shortParameters(notebook)).isNotEmpty();
        Executed.shortParameters(notebook)
                .keySet()
                .forEach(name ->
                        assertThat(tagged.getFirst().source())
                                .containsPattern("\\b" + name + " ="));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void its_cells_have_different_ids(Path file) {
        assertThat(Executed.read(file).cells().stream().map(NotebookCell::id))
                .doesNotHaveDuplicates();
    }
}
