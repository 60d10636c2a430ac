package dev.mantissa.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 01-what-is-0.1.ipynb: its figures against the arithmetic of the JDK. */
class WhatIsATenthNotebookTest extends NotebookTest {
    static final String NAME = "01-what-is-0.1.ipynb";

    WhatIsATenthNotebookTest() {
        super(NAME);
    }

    @Test
    void a_tenth_in_f32_has_these_digits_and_these_bits() {
        assertThat(notebook.value("numbers.get(0).stored()"))
                .isEqualTo("0.100000001490116119384765625");
        assertThat(notebook.value("tenth.toString()"))
                .isEqualTo("0 01111011 10011001100110011001101");
    }

    @ParameterizedTest
    @CsvSource({"F64, 0.30000000000000004", "F32, 0.30000001192092896"})
    void a_tenth_and_a_fifth_make_what_java_makes_of_them(String format, double sum) {
        assertThat(notebook.number("sum(%s.FORMAT, 0.1, 0.2)".formatted(format))).isEqualTo(sum);
    }

    @ParameterizedTest
    @CsvSource({"0, 9007199254740993", "1, 16777217", "2, 2049", "3, 257"})
    void whole_numbers_go_missing_where_an_ulp_is_two(int format, long first) {
        assertThat(notebook.number("counting.get(%d).firstMissing()".formatted(format)))
                .isEqualTo(first);
        assertThat(notebook.number("counting.get(%d).roundsTo()".formatted(format)))
                .isEqualTo(first - 1);
    }

    @Test
    void adding_a_tenth_many_times_goes_astray_as_it_does_in_java() {
        float sum = 0;
        for (int i = 0; i < 1_000_000; i++) {
            sum += 0.1f;
        }
        assertThat(notebook.number("added")).isEqualTo(sum);
    }

    @Test
    void the_smallest_number_is_149_halvings_below_one() {
        assertThat(notebook.number("halved")).isEqualTo(150);
    }

    @Test
    void ties_go_to_even_numbers() {
        assertThat(notebook.value("ties.stream().map(t -> t.inF16()).toList().toString()"))
                .isEqualTo(
                        "[2048.0, 2048.0, 2050.0, 2052.0, 2052.0, 2052.0, 2054.0, 2056.0, 2056.0]");
    }

    @Test
    void it_shows_bits_lines_charts_and_tables_and_asks() {
        assertThat(notebook.outputs("image/svg+xml")).isGreaterThanOrEqualTo(7);
        assertThat(notebook.outputs("text/html")).isGreaterThanOrEqualTo(15);
        assertThat(notebook.value("Quiz.check(\"q\", 27, exact(0.1f).scale()).toString()"))
                .isEqualTo("q\n✓ Right: 27.");
    }
}
