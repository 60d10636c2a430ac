package dev.mantissa.magics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.display.Renderers;
import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.lib.Notices.Progress;
import org.junit.jupiter.api.Test;

class CellNoticesTest {
    private final CellNotices notices = new CellNotices();
    private final Shown cell = new Shown();

    @Test
    void a_notice_is_a_line_in_the_cell_at_work() {
        in(cell, () -> notices.notice("f16 was raised to f32"));
        assertThat(cell.text()).isEqualTo("f16 was raised to f32\n");
    }

    @Test
    void progress_is_one_display_that_ends_with_its_last_words() {
        in(
                cell,
                () -> {
                    notices.progress(new Progress("fit", 1, 4, "epoch 1", false));
                    notices.progress(new Progress("fit", 4, 4, "4 epochs in 2 s", true));
                });
        assertThat(cell.displays()).hasSize(2);
        assertThat(cell.text())
                .startsWith("████████░")
                .contains(" 25 % epoch 1")
                .endsWith("4 epochs in 2 s\n");
        assertThat(cell.ids()).hasSize(1);
    }

    @Test
    void quick_steps_are_not_all_shown() {
        in(
                cell,
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        notices.progress(new Progress("fit", i, 1000, "step", false));
                    }
                });
        assertThat(cell.displays()).hasSizeLessThan(500);
    }

    @Test
    void the_next_cell_gets_a_display_of_its_own() {
        Shown next = new Shown();
        in(cell, () -> notices.progress(new Progress("fit", 1, 2, "one", false)));
        in(next, () -> notices.progress(new Progress("fit", 2, 2, "two", false)));
        assertThat(next.displays()).hasSize(1);
        assertThat(next.ids()).doesNotContainAnyElementsOf(cell.ids());
    }

    @Test
    void outside_of_cells_nothing_happens() {
        notices.notice("nobody hears this");
        notices.progress(new Progress("fit", 1, 2, "nor this", false));
        assertThat(cell.text()).isEmpty();
    }

    private static void in(Shown output, Runnable body) {
        try (CellContext.Scope scope = new CellContext(output, new Renderers()).enter()) {
            body.run();
        }
    }
}
