package dev.mantissa.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.kernel.session.RecordingOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private final RecordingOutput output = new RecordingOutput();
    private final CellContext.Scope scope = new CellContext(output, new Renderers()).enter();

    @AfterEach
    void leave_the_cell() {
        scope.close();
    }

    @Test
    void each_value_is_shown_and_the_id_updates_it() {
        String id = Display.display(1, 2.5, "three");
        Display.updateDisplay(id, "four");
        assertThat(output.events()).hasSize(4);
        assertThat(output.events().get(2)).isEqualTo("display " + id + " three");
        assertThat(output.events().get(3)).isEqualTo("update " + id + " four");
    }

    @Test
    void a_second_text_is_a_mime_type_only_if_it_looks_like_one() {
        Display.display("<b>x</b>", "text/html");
        Display.display("total:", "12");
        assertThat(output.bundles().getFirst().data()).containsEntry("text/html", "<b>x</b>");
        assertThat(output.bundles().stream().skip(1).map(MimeBundle::plain))
                .containsExactly("total:", "12");
    }

    @Test
    void ones_own_id_may_be_used() {
        Display.displayAs("chart", 1);
        Display.updateDisplay("chart", 2);
        Display.clearOutput();
        assertThat(output.events())
                .containsExactly("display chart 1", "update chart 2", "clear false");
    }

    @Test
    void a_thread_writes_to_the_cell_that_started_it_even_afterwards() throws Exception {
        var gate = new java.util.concurrent.CountDownLatch(1);
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                gate.await();
                                Display.displayAs("late", "here");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        RecordingOutput next = new RecordingOutput();
        try (var other = new CellContext(next, new Renderers()).enter()) {
            gate.countDown();
            thread.join();
        }
        assertThat(output.events()).containsExactly("display late here");
        assertThat(next.events()).isEmpty();
    }

    record Celsius(double degrees) {}

    @Test
    void a_cell_can_add_a_renderer() {
        Display.registerRenderer(Celsius.class, c -> "<b>" + c.degrees() + " °C</b>");
        assertThat(Display.render(new Celsius(21)).data())
                .containsEntry("text/html", "<b>21.0 °C</b>")
                .containsEntry("text/plain", "Celsius[degrees=21.0]");
    }

    @Test
    void outside_of_a_cell_it_says_what_to_do() {
        scope.close();
        assertThatThrownBy(() -> Display.display(1))
                .hasMessageContainingAll("no cell runs in this thread", "Call it from a cell");
    }
}
