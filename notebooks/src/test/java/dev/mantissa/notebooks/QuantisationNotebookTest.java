package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 07-quantisation.ipynb: what weights lose in few bits, against theory. */
class QuantisationNotebookTest extends NotebookTest {
    static final String NAME = "07-quantisation.ipynb";

    QuantisationNotebookTest() {
        super(NAME);
    }

    @ParameterizedTest
    @CsvSource({"q1, 2", "q2, 4", "q4, 16", "ternary, 3"})
    void codes_of_so_many_bits_name_so_many_values(String scheme, long values) {
        assertThat(notebook.number("different(stored(normal, \"%s:tensor\"))".formatted(scheme)))
                .isEqualTo(values);
    }

    /** 1 bit: the square root of 1 - (2/π)(1 + (π/2 - 1)/32); others as computed beforehand. */
    @ParameterizedTest
    @CsvSource({
        "q8, 0.00535",
        "q6_k, 0.0168",
        "q4, 0.0810",
        "q4_k, 0.0698",
        "q3, 0.162",
        "q2, 0.327",
        "q1, 0.593",
        "q4:absmax, 0.0970",
        "nf4, 0.0920",
    })
    void normal_weights_err_as_theory_has_it(String scheme, double error) {
        assertThat(error("normal", scheme)).isCloseTo(error, withinPercentage(2));
    }

    @Test
    void two_percent_need_more_than_five_bits() {
        assertThat(notebook.number("RateDistortion.bits(0.02)")).isCloseTo(5.644, within(1e-3));
        assertThat(notebook.number("error3 / error4")).isBetween(1.9, 2.1);
        assertThat(notebook.number("1.1e9 * bitsOfQ4 / 8 / 1e6")).isEqualTo(618.75);
    }

    @Test
    void heavy_tails_cost_more_the_more_weights_share_a_scale() {
        double before = Double.POSITIVE_INFINITY;
        for (String group : new String[] {"tensor", "row", "g128", "g64", "g32"}) {
            double error = error("heavy", "q4:" + group);
            assertThat(error).as(group).isLessThan(before);
            before = error;
        }
        assertThat(before).isCloseTo(0.103, withinPercentage(3));
        assertThat(notebook.number("wholeMatrix")).isGreaterThan(50);
    }

    @Test
    void turned_weights_err_like_normal_ones_and_stay_what_they_are() {
        assertThat(error("heavy", "q4:rot")).isCloseTo(0.0810, withinPercentage(2));
        assertThat(notebook.number("sigmas(turned)")).isBetween(3.5, 7.0);
        assertThat(notebook.number("sigmas(heavy)")).isGreaterThan(12);
        // Orthogonal: turning by the transposed matrix gives the weights back.
        assertThat(
                        notebook.number(
                                "turned.reshape(-1, 256).matmul(hadamard.transpose(), \"highest\").errorAgainst(heavy.reshape(-1, 256)).relativeFrobenius()"))
                .isLessThan(1e-6);
    }

    @Test
    void a_batch_of_inputs_takes_most_of_the_outputs_error_away() {
        double plain = notebook.number("plainError");
        assertThat(plain).isBetween(0.06, 0.1);
        for (String method : new String[] {"awq", "imatrix", "gptq", "gptq_ordered"}) {
            assertThat(notebook.number("calibratedError(\"%s\", q4)".formatted(method)))
                    .isBetween(plain / 10, plain);
        }
        assertThat(notebook.number("calibratedError(\"gptq\", q4)")).isLessThan(plain / 2);
    }

    @Test
    void it_shows_charts_with_pictures_and_tables() {
        assertThat(notebook.outputs("image/svg+xml")).isEqualTo(6);
        assertThat(notebook.outputs("image/png")).isEqualTo(6);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(3);
    }

    private double error(String weights, String scheme) {
        return notebook.number("error(%s, \"%s\")".formatted(weights, scheme));
    }
}
