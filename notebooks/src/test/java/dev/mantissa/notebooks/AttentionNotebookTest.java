package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 06-attention-f16.ipynb: where attention in f16 breaks, and what upcasting cures. */
class AttentionNotebookTest extends NotebookTest {
    static final String NAME = "06-attention-f16.ipynb";

    AttentionNotebookTest() {
        super(NAME);
    }

    /** The largest of 4,096 sums of 64 products has about 4.5 times their deviation of 8 σ². */
    @Test
    void scores_overflow_where_their_deviation_says() {
        assertThat(notebook.number("limit")).isBetween(38.0, 52.0);
        assertThat(notebook.number("scaledLimit / limit")).isBetween(2.82, 2.83);
    }

    @Test
    void an_infinite_score_makes_its_row_nan_and_a_narrow_sum_gets_stuck() {
        assertThat(notebook.number("count")).isEqualTo(4);
        assertThat(notebook.number("total(softmax(new float[4096], F16.FORMAT))")).isEqualTo(2);
        assertThat(notebook.number("total(softmax(new float[4096], Bf16.FORMAT))")).isEqualTo(16);
        assertThat(notebook.number("total(softmax(new float[4096], F32.FORMAT))")).isEqualTo(1);
    }

    @Test
    void scores_in_f32_cure_the_overflow_of_scores_alone() {
        assertThat(notebook.number("firstFailure(f16)")).isEqualTo(64);
        assertThat(notebook.number("firstFailure(upcast)")).isEqualTo(16_384);
        assertThat(notebook.number("itself")).isEqualTo(16_384);
        assertThat(notebook.number("firstFailure(bf16)")).isInfinite();
    }

    @Test
    void bf16_has_three_bits_less() {
        assertThat(notebook.number("at(1, bf16) / at(1, f16)")).isBetween(5.0, 14.0);
        assertThat(notebook.number("at(1, upcast)")).isBetween(2e-4, 2e-3);
        assertThat(notebook.number("at(8, bf16) / at(1, bf16)")).isGreaterThan(2);
    }

    @Test
    void it_shows_charts_heat_maps_and_tables() {
        assertThat(notebook.outputs("image/svg+xml")).isEqualTo(5);
        assertThat(notebook.outputs("image/png")).isGreaterThanOrEqualTo(5);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(8);
    }
}
