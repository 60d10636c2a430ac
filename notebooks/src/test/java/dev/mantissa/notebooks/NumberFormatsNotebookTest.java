package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 03-number-formats.ipynb: its figures against the definitions of the formats. */
class NumberFormatsNotebookTest {
    static final String NAME = "03-number-formats.ipynb";
    private static Executed notebook;

    @BeforeAll
    static void run() {
        notebook = Executed.run(NAME);
    }

    @AfterAll
    static void close() {
        notebook.close();
    }

    @Test
    void it_runs_to_its_end_and_complains_about_nothing() {
        assertThat(notebook.result().failureText()).isEmpty();
        assertThat(notebook.result().executed()).isEqualTo(notebook.result().total());
        assertThat(notebook.notices()).isEmpty();
    }

    /** Two signs, 15 exponents of 8 values each, one zero; the largest exponent is infinity's. */
    @Test
    void eight_bits_make_239_finite_values() {
        assertThat(notebook.number("all.length")).isEqualTo(2 * 15 * 8 - 1);
        assertThat(notebook.number("all[all.length - 1]")).isEqualTo(240);
    }

    @ParameterizedTest
    @CsvSource({
        "0, f32, 32, 3.40e+38, 1.40e-45",
        "1, tf32, 19, 3.40e+38, 1.15e-41",
        "2, f16, 16, 65504, 5.96e-08",
        "3, bf16, 16, 3.39e+38, 9.18e-41",
        "4, e5m2, 8, 57344, 1.53e-05",
        "5, e4m3, 8, 240, 0.0019531",
    })
    void the_table_has_the_range_of_each_format(
            int row, String name, int bits, String largest, String smallest) {
        String facts = "facts.get(%d)".formatted(row);
        assertThat(notebook.value(facts + ".format()")).isEqualTo(name);
        assertThat(notebook.number(facts + ".bits()")).isEqualTo(bits);
        assertThat(notebook.value(facts + ".largest()")).isEqualTo(largest);
        assertThat(notebook.value(facts + ".smallest()")).isEqualTo(smallest);
    }

    /**
     * The error is uniform within half a gap, and the place of the number between two powers of two
     * nearly log-uniform: 2^-m · √(3 / (96 · ln 2)).
     */
    @ParameterizedTest
    @CsvSource({"Tf32, 10", "F16, 10", "Bf16, 7"})
    void rounding_normal_numbers_errs_as_theory_says(String format, int bits) {
        double expected = Math.scalb(Math.sqrt(3 / (96 * Math.log(2))), -bits);

        assertThat(notebook.number("of(\"normal\", %s.FORMAT).error()".formatted(format)))
                .isCloseTo(expected, withinPercentage(2));
    }

    /** Of 40 doublings, e4m3 ends 12.1 below the top and begins 10 above the bottom. */
    @Test
    void a_narrow_format_loses_what_lies_beyond_its_ends() {
        assertThat(notebook.number("narrow.infinitePercent()"))
                .isCloseTo(100 * (20 - Math.log(248) / Math.log(2)) / 40, withinPercentage(4));
        assertThat(notebook.number("narrow.zeroPercent()"))
                .isCloseTo(100 * (20.0 - 10) / 40, withinPercentage(4));
    }

    /** P(|x| ≥ 248/256) of a normal distribution: what lies above 248 rounds to 256. */
    @Test
    void a_scale_brings_back_what_overflows() {
        assertThat(notebook.number("direct.infinitePercent()"))
                .isCloseTo(33.3, withinPercentage(5));
        assertThat(notebook.number("shifted.infinitePercent()")).isZero();
    }

    @Test
    void it_shows_number_lines_charts_and_tables_and_asks() {
        assertThat(notebook.outputs("image/svg+xml")).isEqualTo(6);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(11);
    }
}
