package dev.mantissa.magics.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JupyterStartTest {
    private static final Path JUPYTER = Path.of("/usr/bin/jupyter-notebook");
    @TempDir private Path folder;

    @Test
    void what_root_and_a_machine_without_a_screen_need_is_added_and_told() {
        JupyterStart plain = JupyterStart.of(JUPYTER, List.of(), Map.of("DISPLAY", ":0"), false);
        assertThat(plain.command()).containsExactly(JUPYTER.toString());
        assertThat(plain.notes()).isEmpty();
        JupyterStart bare = JupyterStart.of(JUPYTER, List.of("--port", "1"), Map.of(), true);
        assertThat(bare.command())
                .containsExactly(JUPYTER.toString(), "--allow-root", "--no-browser", "--port", "1");
        assertThat(bare.notes()).hasSize(2);
    }

    /** A shell reads the line back: the words come out as they went in. */
    @Test
    void a_shell_understands_every_word() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("it's $HOME `x` \"q\""));
        List<String> words = List.of("a b", "$(id)", "'", "*");
        JupyterStart start =
                JupyterStart.of(Path.of("/usr/bin/printf"), words, Map.of("DISPLAY", ""), false);
        JupyterStart printing =
                new JupyterStart(List.of("printf", "%s|", "a b", "$(id)", "'", "*"), start.notes());
        Process shell =
                new ProcessBuilder("sh", "-c", printing.shell(odd))
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(shell.getInputStream().readAllBytes())).isEqualTo("a b|$(id)|'|*|");
        assertThat(start.command()).containsSequence(words);
    }
}
