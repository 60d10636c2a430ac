package dev.mantissa.magics.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterFoldersTest {
    private static final Path HOME = Path.of("/home/ada");

    private static Path user(Map<String, String> environment, boolean mac) {
        return new JupyterFolders(environment, HOME, mac).user();
    }

    @Test
    void a_persons_folder_is_where_jupyter_looks() {
        assertThat(user(Map.of(), false)).hasToString("/home/ada/.local/share/jupyter");
        assertThat(user(Map.of(), true)).hasToString("/home/ada/Library/Jupyter");
        assertThat(user(Map.of("XDG_DATA_HOME", "/x"), false)).hasToString("/x/jupyter");
        assertThat(user(Map.of("XDG_DATA_HOME", "/x", "JUPYTER_DATA_DIR", "/j"), false))
                .hasToString("/j");
        assertThat(user(Map.of("JUPYTER_DATA_DIR", ""), true))
                .hasToString("/home/ada/Library/Jupyter");
    }

    @Test
    void the_search_begins_with_what_the_person_names() {
        Map<String, String> environment = Map.of("JUPYTER_PATH", "/one:/two", "PATH", "");
        assertThat(new JupyterFolders(environment, HOME, false).searched())
                .map(Path::toString)
                .containsExactly(
                        "/one",
                        "/two",
                        "/home/ada/.local/share/jupyter",
                        "/usr/local/share/jupyter",
                        "/usr/share/jupyter");
    }

    @Test
    void a_prefix_holds_its_folder_in_share() {
        assertThat(JupyterFolders.below(Path.of("/opt/../venv")))
                .hasToString("/venv/share/jupyter");
    }
}
