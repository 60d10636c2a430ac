package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.debug.DebugAdapter;
import dev.mantissa.kernel.debug.DebugTarget;
import dev.mantissa.kernel.debug.Debugger;
import dev.mantissa.kernel.debug.Local;
import dev.mantissa.kernel.debug.Named;
import dev.mantissa.kernel.display.MimeBundle;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who does not debug pays nothing for it. */
class UndebuggedCodeTest {
    private final StopSite stopSite = new StopSite();
    private final DebuggedCells cells =
            new DebuggedCells(new SourceMap(), UndebuggedCodeTest::none, stopSite);
    private final Debugger debugger = new Debugger(Thread.currentThread(), cells);
    private final SnippetLoader loader =
            new SnippetLoader(UndebuggedCodeTest.class.getClassLoader(), stopSite, debugger);

    private static jdk.jshell.SourceCodeAnalysis none() {
        throw new UnsupportedOperationException("no snippets");
    }

    private static byte[] anyClass() throws IOException {
        try (InputStream file = Conversation.class.getResourceAsStream("Conversation.class")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private final class NoTarget implements DebugTarget {
        @Override
        public List<Named> variables() {
            return List.of();
        }

        @Override
        public MimeBundle render(Object value) {
            return MimeBundle.text("");
        }

        @Override
        public NavigableSet<Integer> executableLines(String code) {
            return new TreeSet<>();
        }

        @Override
        public Named evaluate(String expression, List<Local> locals) {
            throw new UnsupportedOperationException(expression);
        }

        @Override
        public void declare(String name, Local value) {
            throw new UnsupportedOperationException(name);
        }
    }

    @Test
    void cells_have_probes_only_while_somebody_debugs() throws IOException {
        byte[] original = anyClass();
        byte[] plain = new SnippetWeaver(SnippetWeaver.classFile(loader)).weave(original);
        DebugAdapter adapter = new DebugAdapter(debugger, new NoTarget());
        assertThat(loader.woven(original)).isEqualTo(plain);
        adapter.answer(Map.of("command", "initialize"));
        assertThat(loader.woven(original)).isNotEqualTo(plain);
        adapter.answer(Map.of("command", "disconnect"));
        assertThat(loader.woven(original)).isEqualTo(plain);
    }
}
