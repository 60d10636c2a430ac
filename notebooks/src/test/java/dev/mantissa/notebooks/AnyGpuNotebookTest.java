package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 12-any-gpu.ipynb: one product on several generations of tensor cores, bit by bit. */
class AnyGpuNotebookTest extends NotebookTest {
    static final String NAME = "12-any-gpu.ipynb";

    AnyGpuNotebookTest() {
        super(NAME);
    }

    @Test
    void most_results_of_two_gpus_differ_and_hardly_by_anything() {
        assertThat(notebook.number("differ")).isBetween(80.0, 100.0);
        assertThat(notebook.number("errorV")).isBetween(1e-8, 2e-6);
        assertThat(notebook.number("errorH")).isBetween(1e-8, 2e-6);
    }

    /** Terms are cut 23, 24 and 25 bits below the largest exponent, in blocks of 4, 8 and 16. */
    @ParameterizedTest
    @CsvSource({
        "0, 3.5, 3.5, 3.5",
        "3, 3.5, 3.5, 3.5",
        "4, 3, 3.5, 3.5",
        "5, 3, 2, 3.5",
        "6, 3, 2, 0",
        "9, 3, 2, 0"
    })
    void a_large_pair_hides_what_is_small(int at, double v100, double a100, double h100) {
        String x = "left[0] = left[1] = (float) Math.scalb(1.0, %d);".formatted(6 + at);
        notebook.value(x);
        assertThat(notebook.number("dot(left, right, \"f16@v100\")")).isEqualTo(v100);
        assertThat(notebook.number("dot(left, right, \"f16@a100\")")).isEqualTo(a100);
        assertThat(notebook.number("dot(left, right, \"f16@h100\")")).isEqualTo(h100);
    }

    @Test
    void generations_that_add_alike_have_the_same_bits() {
        assertThat(notebook.number("unlike[0][5] + unlike[1][5] + unlike[2][5]")).isZero();
        assertThat(notebook.number("unlike[3][5]")).isGreaterThan(50);
        assertThat(notebook.value("Double.isNaN(unlike[1][0]) && Double.isNaN(unlike[3][2])"))
                .isEqualTo(true);
    }

    @Test
    void splitting_k_changes_bits_and_not_the_size_of_the_error() {
        assertThat(notebook.number("moved")).isGreaterThan(40);
        assertThat(notebook.number("errorSplit / errorH")).isBetween(0.1, 2.0);
    }

    @Test
    void it_shows_charts_with_pictures_and_tables() {
        assertThat(notebook.outputs("image/svg+xml")).isEqualTo(7);
        assertThat(notebook.outputs("image/png")).isGreaterThanOrEqualTo(7);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(8);
    }
}
