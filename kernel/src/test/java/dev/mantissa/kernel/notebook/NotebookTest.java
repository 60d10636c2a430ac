package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotebookTest {
    @TempDir Path folder;

    private static String notebook(String cells) {
        return "{\"nbformat\":4,\"nbformat_minor\":2,\"metadata\":{\"widgets\":{\"a\":1},\"b\":{\"z\":1,\"a\":2}},\"cells\":["
                + cells
                + "]}";
    }

    private static final String CODE =
            "{\"cell_type\":\"code\",\"execution_count\":3,\"metadata\":{},\"source\":[\"int a;\\n\",\"a\"],\"outputs\":["
                    + "{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":\"x\\ny\"},"
                    + "{\"output_type\":\"execute_result\",\"execution_count\":3,\"metadata\":{},\"data\":{\"text/plain\":[\"0\"],\"application/json\":{\"k\":[1.50,null]}}},"
                    + "{\"output_type\":\"display_data\",\"metadata\":{},\"data\":{\"image/png\":\"AA==\\n\",\"image/svg+xml\":\"<svg>\\n</svg>\"}},"
                    + "{\"output_type\":\"error\",\"ename\":\"E\",\"evalue\":\"v\",\"traceback\":[\"t\"]}]}";

    @Test
    void an_older_notebook_is_read_and_written_as_4_5() {
        Notebook read =
                Notebook.parse(
                        notebook(
                                CODE
                                        + ",{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":\"# שלום <b>\",\"attachments\":{\"a.png\":{\"image/png\":\"AA==\"}}}"
                                        + ",{\"cell_type\":\"raw\",\"metadata\":{},\"source\":[]}"),
                        "old.ipynb");
        String written = read.toJson();
        NbformatRules.check(written);
        assertThat(written)
                .contains("\n   \"source\": [\n    \"int a;\\n\",\n    \"a\"\n   ]")
                .contains("# שלום <b>", "1.50", "\"id\": \"cell-1\"");
        assertThat(Notebook.parse(written, "new.ipynb").toJson()).isEqualTo(written);
    }

    @Test
    void keys_are_sorted_and_widget_state_is_left_out() {
        String written = Notebook.parse(notebook(""), "n").toJson();
        assertThat(written)
                .isEqualTo(
                        "{\n \"cells\": [],\n \"metadata\": {\n  \"b\": {\n   \"a\": 2,\n   \"z\": 1\n  }\n },\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n");
    }

    @Test
    void ids_that_are_missing_or_used_twice_become_unique() {
        NotebookCell cell = NotebookCell.of("a", NotebookCell.Type.CODE, "");
        List<NotebookCell> cells =
                Notebook.of(List.of(cell, cell, cell.withId(""), cell.withId("a-2"))).cells();
        assertThat(cells.stream().map(NotebookCell::id))
                .containsExactly("a", "a-2", "cell-3", "a-2-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"cell_type\":\"code\"}|cells[0].source",
                "{\"cell_type\":\"cod\",\"source\":\"\",\"metadata\":{}}|cells[0].cell_type",
                "{\"cell_type\":\"code\",\"source\":[1],\"metadata\":{}}|cells[0].source[0]",
                "{\"cell_type\":\"code\",\"source\":\"\"}|cells[0].metadata",
                "{\"cell_type\":\"code\",\"source\":\"\",\"metadata\":{}}|cells[0].outputs",
                "{\"cell_type\":\"raw\",\"source\":\"\",\"metadata\":{},\"id\":\"a b\"}|cells[0].id",
                "{\"cell_type\":\"code\",\"source\":\"\",\"metadata\":{},\"outputs\":[{}]}|cells[0].outputs[0].output_type",
                "{\"cell_type\":\"code\",\"source\":\"\",\"metadata\":{},\"outputs\":[],\"execution_count\":1.5}|cells[0].execution_count",
                "{\"cell_type\":\"code\",\"source\":\"\",\"metadata\":{},\"outputs\":[{\"output_type\":\"display_data\",\"metadata\":{},\"data\":{\"text/html\":{}}}]}|cells[0].outputs[0].data['text/html']",
                "5|cells[0]"
            })
    void an_invalid_notebook_names_the_place(String cell, String path) {
        NotebookFormatException e =
                catchThrowableOfType(
                        NotebookFormatException.class,
                        () -> Notebook.parse(notebook(cell), "bad.ipynb"));
        assertThat(e.path()).isEqualTo(path);
        assertThat(e).hasMessageStartingWith("bad.ipynb: " + path);
    }

    @Test
    void what_is_no_notebook_at_all_is_refused() {
        for (String text :
                List.of("", "[", "[]", "{}", "null", "{\"a\":1}x", "{'a':1}", "\0", "NaN")) {
            assertThatThrownBy(() -> Notebook.parse(text, "f"))
                    .as(text)
                    .isInstanceOf(NotebookFormatException.class);
        }
        assertThatThrownBy(() -> Notebook.parse("[".repeat(1_000_000), "f"))
                .isInstanceOf(NotebookFormatException.class);
        assertThatThrownBy(() -> Notebook.parse("{\"nbformat\":3,\"worksheets\":[]}", "f"))
                .hasMessageContainingAll("nbformat", "version 3", "only version 4");
    }

    @Test
    void half_characters_and_controls_survive_as_valid_text() throws IOException {
        Path file = folder.resolve("deep/er/n.ipynb");
        String hostile = "\uD800 \0 \u001b[1m </script> \u202E\u2028";
        Notebook.of(List.of(NotebookCell.of("a", NotebookCell.Type.CODE, hostile))).write(file);
        NbformatRules.check(Files.readString(file));
        assertThat(Notebook.read(file).cells().getFirst().source())
                .isEqualTo(hostile.replace('\uD800', '\uFFFD'));
    }

    @Test
    void a_failed_write_keeps_the_old_file_and_leaves_nothing_behind() throws IOException {
        Path file = Files.createDirectory(folder.resolve("n.ipynb"));
        Notebook notebook = Notebook.of(List.of());
        assertThatThrownBy(() -> notebook.write(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a folder");
        Path old = Files.writeString(folder.resolve("old.ipynb"), "old");
        assertThatThrownBy(() -> notebook.write(old.resolve("inside.ipynb")))
                .isInstanceOf(IOException.class);
        assertThat(old).hasContent("old");
        notebook.write(old);
        assertThat(old).hasContent(notebook.toJson());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, old);
        }
    }
}
