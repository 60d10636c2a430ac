package dev.mantissa.magics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook file that jupyter_server names to a kernel. */
class NotebookPrecisionTest {
    @TempDir Path folder;
    private final Numerics before = Numerics.notebook();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void start_from_the_default() {
        Numerics.setNotebook(Numerics.of("highest", Source.DEFAULT));
    }

    @AfterEach
    void restore() {
        Numerics.setNotebook(before);
    }

    @Test
    void its_metadata_are_read_behind_its_cells() throws IOException {
        offer(
                "{\"cells\": [{\"metadata\": {\"mantissa\": {\"precision\": \"f16\"}}}], \"metadata\": {\"mantissa\": {\"precision\": \"high\"}}, \"nbformat\": 4}");
        assertThat(Numerics.notebook()).hasToString("high (metadata of a.ipynb)");
        assertThat(told).isEmpty();
    }

    @Test
    void a_file_that_is_no_notebook_is_told_and_changes_nothing() throws IOException {
        offer("{\"cells\": [");
        assertThat(told).singleElement().asString().contains("a.ipynb", "could not be read");
        offer("[1, 2]");
        offer("{\"metadata\": 3}");
        offer("{\"metadata\": {\"mantissa\": 3}}");
        assertThat(told).hasSize(2);
        assertThat(Numerics.notebook()).hasToString("highest (default)");
    }

    @Test
    void a_name_that_is_no_file_is_passed_over() {
        for (String name : new String[] {"", "Untitled.ipynb", "a\0.ipynb", "console-1"}) {
            Map<String, String> variables = Map.of(NotebookPrecision.JUPYTER, name);
            NotebookPrecision.offerFromJupyter(variables::get, told::add);
        }
        NotebookPrecision.offerFromJupyter(name -> null, told::add);
        assertThat(Numerics.notebook()).hasToString("highest (default)");
        assertThat(told).hasSize(1);
    }

    private void offer(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("a.ipynb"), json);
        Map<String, String> variables = Map.of(NotebookPrecision.JUPYTER, file.toString());
        NotebookPrecision.offerFromJupyter(variables::get, told::add);
    }
}
