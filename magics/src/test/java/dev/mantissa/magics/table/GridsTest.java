package dev.mantissa.magics.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.kernel.display.Grid;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridsTest {
    private static final Grid GRID =
            Grids.of(
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
        String text = Grids.of(List.of("a"), List.of(List.of("x\ny\u001b[31m"))).text();

        assertThat(text.lines()).hasSize(3);
        assertThat(text).doesNotContain("\u001b");
    }

    @Test
    void a_long_table_keeps_its_first_and_last_rows() {
        List<List<String>> rows =
                IntStream.range(0, 100).mapToObj(i -> List.of(Integer.toString(i))).toList();
        Grid grid = Grids.of(List.of("n"), rows, 11);

        assertThat(grid.rows()).hasSize(11).contains(List.of("0"), List.of("…"), List.of("99"));
        assertThat(grid.numeric()).containsExactly(true);
    }

    @Test
    void wide_characters_take_a_whole_em() {
        assertThat(TextWidth.pixels("精度", 10)).isEqualTo(20);
    }

    @Test
    void a_ragged_row_is_refused() {
        assertThatThrownBy(() -> Grids.of(List.of("a"), List.of(List.of("1", "2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2", "1");
    }
}
