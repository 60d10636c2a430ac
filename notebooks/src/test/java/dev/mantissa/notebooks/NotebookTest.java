package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs one notebook, once for all tests of a class, and demands what every notebook keeps to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NotebookTest {
    private final String name;
    Executed notebook;

    /**
     * @param name of the file
     */
    NotebookTest(String name) {
        this.name = name;
    }

    @BeforeAll
    void run() {
        notebook = Executed.run(name);
    }

    @AfterAll
    void close() {
        notebook.close();
    }

    @Test
    void it_runs_to_its_end_and_complains_about_nothing() {
        assertThat(notebook.result().failureText()).isEmpty();
        assertThat(notebook.result().executed()).isEqualTo(notebook.result().total());
        assertThat(notebook.notices()).isEmpty();
    }
}
