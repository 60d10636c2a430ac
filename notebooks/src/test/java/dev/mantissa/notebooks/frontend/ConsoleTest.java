package dev.mantissa.notebooks.frontend;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person at a terminal, with jupyter-console. */
@Tag("frontend")
class ConsoleTest {
    /** The last line of the screen is a prompt, and nothing is typed. */
    private static final String PROMPT = "In \\[\\d+]:\\s*$";

    @RegisterExtension private static final Setup SETUP = new Setup(ConsoleTest::prepare);
    private static Path tmux;
    private static Path console;
    private Terminal terminal;

    private static void prepare(FrontEndHome home) {
        tmux = Tools.program("tmux", "tmux");
        console = Tools.program("jupyter-console", "jupyter-console");
        InstalledKernel.into(home);
    }

    @BeforeEach
    void open() {
        terminal =
                Terminal.with(
                        SETUP.home(),
                        tmux,
                        "%s --kernel=%s".formatted(console, InstalledKernel.NAME));
        terminal.await(PROMPT);
    }

    @AfterEach
    void close() {
        if (terminal != null) {
            terminal.close();
        }
    }

    @Test
    void a_value_is_shown_an_error_too_and_exit_ends() {
        line("1 + 1");
        terminal.await("Out\\[1]: 2\\b[\\s\\S]*" + PROMPT);
        line("throw new IllegalStateException(\"on purpose\");");
        terminal.await("IllegalStateException: on purpose[\\s\\S]*" + PROMPT);
        line("exit");
        terminal.awaitEnd();
    }

    @Test
    void a_method_goes_on_over_several_lines() {
        line("int twice(int n) {");
        terminal.await("\\.\\.\\.:\\s*$");
        line("return 2 * n;");
        terminal.await("return 2 \\* n;\\s+\\.\\.\\.:\\s*$");
        line("}");
        terminal.await("In \\[2]:\\s*$");
        line("twice(21)");
        terminal.await("Out\\[2]: 42\\b");
    }

    @Test
    void tab_completes() {
        terminal.type("Math.cbr");
        terminal.press("Tab");
        terminal.await("Math\\.cbrt");
    }

    private void line(String text) {
        terminal.type(text);
        terminal.press("Enter");
    }
}
