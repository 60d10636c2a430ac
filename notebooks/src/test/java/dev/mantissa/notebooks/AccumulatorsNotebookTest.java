package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 05-accumulators.ipynb: what sums lose, by the accumulator in which they are kept. */
class AccumulatorsNotebookTest extends NotebookTest {
    static final String NAME = "05-accumulators.ipynb";

    AccumulatorsNotebookTest() {
        super(NAME);
    }

    /** A sum stops where a step is half the distance to the next value. */
    @Test
    void ones_get_stuck_where_the_format_says() {
        assertThat(notebook.number("ones(Bf16.FORMAT, 4096, 1)")).isEqualTo(256);
        assertThat(notebook.number("ones(Bf16.FORMAT, 4096, 8)")).isEqualTo(2048);
        assertThat(notebook.number("ones(F16.FORMAT, 4096, 1)")).isEqualTo(2048);
        assertThat(notebook.number("ones(F16.FORMAT, 4096, 8)")).isEqualTo(4096);
    }

    @Test
    void the_error_of_sums_grows_with_the_root_of_their_length() {
        for (String mode : new String[] {"f16acc16", "bf16acc16"}) {
            double growth = error(mode, 4096) / error(mode, 256);
            assertThat(growth).as(mode).isBetween(3.4, 4.6);
        }
        assertThat(error("f32seq", 4096)).isBetween(3e-7, 2e-6);
        assertThat(error("f16acc16", 4096)).isBetween(2e-3, 5e-3);
    }

    @Test
    void a_large_term_blinds_its_whole_block() {
        assertThat(notebook.number("withMinusAt(1, \"f32seq\")")).isEqualTo(30);
        assertThat(notebook.number("withMinusAt(1, \"f16@v100\")")).isEqualTo(28);
        assertThat(notebook.number("withMinusAt(1, \"f16@a100\")")).isEqualTo(24);
        assertThat(notebook.number("withMinusAt(1, \"f16@h100\")")).isEqualTo(16);
        assertThat(notebook.number("withMinusAt(16, \"f16@h100\")")).isZero();
    }

    @Test
    void promotion_takes_most_of_the_error_of_hopper_away() {
        assertThat(notebook.number("never")).isBetween(1.0, 2.5);
        assertThat(notebook.number("never / every128")).isBetween(15.0, 35.0);
    }

    @Test
    void cutting_makes_positive_sums_too_small() {
        assertThat(notebook.number("biased.meanSigned()")).isBetween(-9.0, -5.0);
    }

    @Test
    void it_shows_charts_with_pictures_and_tables() {
        assertThat(notebook.outputs("image/svg+xml")).isEqualTo(5);
        assertThat(notebook.outputs("image/png")).isGreaterThanOrEqualTo(5);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(5);
    }

    private double error(String mode, int k) {
        return notebook.number("error(\"%s\", %d)".formatted(mode, k));
    }
}
