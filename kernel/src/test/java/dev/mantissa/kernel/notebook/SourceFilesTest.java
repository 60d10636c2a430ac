package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
    @TempDir Path folder;

    private List<NotebookCell> read(String name, String text) throws IOException {
        return SourceFiles.read(Files.writeString(folder.resolve(name), text)).cells();
    }

    private List<String> sources(String name, String text) throws IOException {
        return read(name, text).stream().map(NotebookCell::source).toList();
    }

    @Test
    void a_script_is_cut_at_blank_lines_outside_of_everything() throws IOException {
        String script =
                "#!/usr/bin/env mantissa\nint a = 1;\nint b = 2;\n\nint f(int x) {\n\n    return x;\n}\n\n"
                        + "String s = \"\"\"\n  one\n\n  two\"\"\";\n\n/* a\n\nb */\nf(a)\n\n\n%precision high\n";
        assertThat(sources("s.jsh", script.replace("\n", "\r\n")))
                .containsExactly(
                        "int a = 1;\nint b = 2;",
                        "int f(int x) {\n\n    return x;\n}",
                        "String s = \"\"\"\n  one\n\n  two\"\"\";",
                        "/* a\n\nb */\nf(a)",
                        "%precision high");
    }

    @Test
    void a_statement_that_goes_on_after_a_blank_line_stays_whole() throws IOException {
        assertThat(sources("s.jsh", "if (a) {\n}\n\nelse {\n}\n\nlist.stream()\n\n    .toList()"))
                .containsExactly("if (a) {\n}\n\nelse {\n}", "list.stream()\n\n    .toList()");
    }

    @Test
    void commands_of_jshell_are_known_or_refused() throws IOException {
        assertThat(sources("s.jsh", "/open a.jsh\n1 / 2\n// a comment\n/exit\nnever"))
                .containsExactly("%load a.jsh\n1 / 2\n// a comment");
        assertThatThrownBy(() -> read("s.jsh", "int a;\n/set feedback"))
                .hasMessageContainingAll("line 2", "'/set'", "/exit and /open");
    }

    @Test
    void percent_cells_have_text_tags_and_magics() throws IOException {
        String java =
                "import java.util.*;\n// %% [markdown]\n// # Title\n//\n// *text*\n// %% tags=[\"parameters\"]\nint n = 5;\n// %% result\n// %precision high\n// %%bench\n  n + 1\n//%%\n\n";
        List<NotebookCell> cells = read("a.java", java);
        assertThat(cells.stream().map(NotebookCell::source))
                .containsExactly(
                        "import java.util.*;",
                        "# Title\n\n*text*",
                        "int n = 5;",
                        "%precision high\n%%bench\n  n + 1");
        assertThat(cells.get(1).type()).isEqualTo(NotebookCell.Type.MARKDOWN);
        assertThat(cells.get(2).tags()).containsExactly("parameters");
    }

    @Test
    void another_kind_of_file_is_refused() {
        assertThatThrownBy(() -> read("a.py", "print()"))
                .hasMessageContainingAll("a.py", ".ipynb", "// %%", ".jsh");
    }
}
