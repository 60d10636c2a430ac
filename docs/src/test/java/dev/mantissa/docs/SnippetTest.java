package dev.mantissa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.kernel.notebook.NotebookRunner;
import dev.mantissa.kernel.notebook.RunOptions;
import dev.mantissa.kernel.notebook.RunResult;
import dev.mantissa.kernel.session.Session;
import dev.mantissa.magics.MantissaSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet in the documentation runs, from the top of its page to the bottom. */
class SnippetTest {
    private static final Set<String> CODE = Set.of("java", "jsh");

    /** Pages with snippets; the examples in magics.md are run by the tests of the magics. */
    static List<Path> pages() {
        return Tree.pages().stream()
                .filter(p -> !p.endsWith("docs/magics.md"))
                .filter(p -> !cells(p).isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void the_snippets_of_a_page_run_in_order(Path page) {
        List<String> notices = new ArrayList<>();
        try (Session session = MantissaSession.open(notices::add)) {
            RunOptions options = RunOptions.DEFAULT.withTimeout(Duration.ofSeconds(120));
            RunResult result = new NotebookRunner(session).run(Notebook.of(cells(page)), options);
            assertThat(result.failureText()).as(page.toString()).isEmpty();
        }
    }

    private static List<NotebookCell> cells(Path page) {
        return Markdown.fences(Tree.read(page)).stream()
                .filter(f -> CODE.contains(f.language()) && f.info().equals(f.language()))
                .map(f -> NotebookCell.of("line-" + f.line(), NotebookCell.Type.CODE, f.text()))
                .toList();
    }
}
