package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.F32;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberLineTest {
    @Test
    void few_values_are_marked_with_their_figures() {
        NumberLine chart = Charts.numberLine("t").row(BinaryFormat.of(2, 1)).within(0, 8);

        for (String figure : List.of("0", "0.5", "1", "1.5", "2", "3")) {
            assertThat(chart.svg()).contains("<title>" + figure + "</title>");
        }
        assertThat(chart.table().rows())
                .containsExactly(List.of("e2m1", "11", "6", "0 0.5 1 1.5 2 3"));
        assertThat(chart.svg()).contains("6 values", "5 not shown");
    }

    @Test
    void a_logarithmic_axis_shows_what_is_above_zero() {
        NumberLine chart = Charts.numberLine("t").log2().row("a", -1, 0, 1, 2, 4);

        assertThat(chart.table().rows().getFirst()).containsExactly("a", "5", "3", "1 2 4");
    }

    @Test
    void many_values_share_one_stroke_and_are_listed_from_both_ends() {
        NumberLine chart = Charts.numberLine("t").row(BinaryFormat.of(5, 2));

        assertThat(chart.svg()).doesNotContain("<title>57344</title>");
        assertThat(chart.table().rows().getFirst().getLast())
                .startsWith("-57344 ")
                .contains(" … ")
                .endsWith(" 57344");
    }

    @Test
    void values_that_are_not_finite_are_left_out() {
        assertThat(Charts.numberLine("t").row("a", 3, Double.NaN, 1, 1.0 / 0).table().rows())
                .containsExactly(List.of("a", "2", "2", "1 3"));
    }

    @Test
    void mistakes_are_named() {
        assertThatThrownBy(() -> Charts.numberLine("t").within(3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3.0", "\"t\"", "below");
        assertThatThrownBy(() -> Charts.numberLine("t").row(F32.FORMAT))
                .hasMessageContaining("too many");
    }
}
