package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 03-number-formats.ipynb: its figures against the definitions of the formats. */
class NumberFormatsNotebookTest extends NotebookTest {
    static final String NAME = "03-number-formats.ipynb";

    NumberFormatsNotebookTest() {
        super(NAME);
    }

    /** 2^8 bit patterns, less a NaN of each sign, and of the two zeros one. */
    @Test
    void eight_bits_make_253_finite_values() {
        assertThat(notebook.number("all.length")).isEqualTo(256 - 2 - 1);
        assertThat(notebook.number("all[all.length - 1]")).isEqualTo(448);
        assertThat(notebook.number("FormatValues.of(e5m2).all().length")).isEqualTo(256 - 8 - 1);
        assertThat(notebook.number("FormatValues.of(e2m1).all().length")).isEqualTo(16 - 1);
    }

    /** From 2^-9 to 1: 7 subnormal values, 6 doublings of 8, and 1 itself; as many below zero. */
    @Test
    void nearly_half_of_them_lie_within_one() {
        assertThat(notebook.number("share"))
                .isCloseTo(100.0 * (2 * (7 + 6 * 8 + 1) + 1) / 253, withinPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, f32, 32, 3.40e+38, 1.40e-45",
        "1, tf32, 19, 3.40e+38, 1.15e-41",
        "2, f16, 16, 65504, 5.96e-08",
        "3, bf16, 16, 3.39e+38, 9.18e-41",
        "4, f8e5m2, 8, 57344, 1.53e-05",
        "5, f8e4m3, 8, 448, 0.0019531",
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

    /** Of 40 doublings, e4m3 ends 11.1 below the top, at 464, and begins 10 above the bottom. */
    @Test
    void a_narrow_format_loses_what_lies_beyond_its_ends() {
        assertThat(notebook.number("narrow.beyondPercent()"))
                .isCloseTo(100 * (20 - Math.log(464) / Math.log(2)) / 40, withinPercentage(4));
        assertThat(notebook.number("narrow.zeroPercent()"))
                .isCloseTo(100 * (20.0 - 10) / 40, withinPercentage(4));
    }

    /** P(|x| > 464/256) of a normal distribution: what lies above 464 is beyond 448. */
    @Test
    void a_scale_brings_back_what_is_too_large() {
        assertThat(notebook.number("direct.beyondPercent()")).isCloseTo(6.99, withinPercentage(5));
        assertThat(notebook.number("shifted.beyondPercent()")).isZero();
        assertThat(notebook.number("e4m3.round(1e9f)")).isEqualTo(448);
    }

    @Test
    void it_shows_number_lines_charts_and_tables_and_asks() {
        assertThat(notebook.outputs("image/svg+xml")).isEqualTo(6);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(11);
    }
}
