package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 04-precision.ipynb: its figures against the theory of rounding. */
class PrecisionNotebookTest extends NotebookTest {
    static final String NAME = "04-precision.ipynb";

    PrecisionNotebookTest() {
        super(NAME);
    }

    /** Rounding N(0,1) to m bits errs by 0.3005·2^-m; two operands by √2 times that. */
    @ParameterizedTest
    @CsvSource({"high, 2.93e-4", "medium, 2.36e-3"})
    void the_error_is_that_of_the_format_at_every_size(String mode, double expected) {
        for (int size : new int[] {64, 128, 256}) {
            assertThat(error(mode, size))
                    .as(mode + " " + size)
                    .isCloseTo(expected, withinPercentage(5));
        }
    }

    @Test
    void the_error_of_f32_is_that_of_its_sums() {
        assertThat(error("highest", 64)).isBetween(5e-8, 3e-7);
        assertThat(error("highest", 256)).isBetween(error("highest", 64), 1e-6);
    }

    @Test
    void ones_add_up_in_f32_and_get_stuck_in_sixteen_bits() {
        assertThat(notebook.number("ones.get(0).product()")).isEqualTo(4096);
        assertThat(notebook.number("ones.get(1).product()")).isEqualTo(4096);
        assertThat(notebook.number("ones.get(0).addedInThatFormat()")).isEqualTo(2048);
        assertThat(notebook.number("ones.get(1).addedInThatFormat()")).isEqualTo(256);
    }

    @Test
    void it_shows_charts_tables_and_the_record_of_the_benchmark() {
        assertThat(notebook.outputs("image/svg+xml")).isGreaterThanOrEqualTo(2);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(3);
        assertThat(notebook.outputs("application/vnd.mantissa.bench+json")).isEqualTo(1);
    }

    private double error(String mode, int size) {
        return notebook.number(
                "rows.stream().filter(r -> r.size() == %d && r.mode().equals(\"%s\")).findFirst().get().error()"
                        .formatted(size, mode));
    }
}
