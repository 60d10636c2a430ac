package dev.mantissa.magics.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid GRID =
            new Grid(
                    List.of("mode", "time"),
                    List.of(List.of("highest", "1.5 ms"), List.of("<b>&", "12.25 ms")));

    @Test
    void numbers_are_aligned_to_the_right_and_names_to_the_left() {
        assertThat(GRID.text())
                .isEqualTo(
                        """
                        mode         time
                        ───────  ────────
                        highest    1.5 ms
                        <b>&     12.25 ms\
                        """);
    }

    @Test
    void html_is_escaped() {
        assertThat(GRID.html())
                .contains("&lt;b&gt;&amp;", "text-align:right")
                .doesNotContain("<b>", "<script");
    }

    @Test
    void control_characters_and_line_breaks_do_not_break_the_columns() {
        String text = new Grid(List.of("a"), List.of(List.of("x\ny\u001b[31m"))).text();

        assertThat(text.lines()).hasSize(3);
        assertThat(text).doesNotContain("\u001b");
    }

    @Test
    void wide_characters_take_two_columns() {
        assertThat(TextWidth.cells("精度 p")).isEqualTo(6);
    }

    @Test
    void a_ragged_row_is_refused() {
        assertThatThrownBy(() -> new Grid(List.of("a"), List.of(List.of("1", "2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2", "1");
    }
}
