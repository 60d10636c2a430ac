package dev.mantissa.magics.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00 ns",
        "5.584, 5.58 ns",
        "999.4, 999 ns",
        "999.6, 1.00 µs",
        "12345, 12.3 µs",
        "1.5e6, 1.50 ms",
        "2e9, 2.00 s",
        "119e9, 119 s",
        "200e9, 3 min 20 s"
    })
    void times_have_three_digits_and_a_unit(double nanos, String text) {
        assertThat(Figures.time(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.00 KiB",
        "1536, 1.50 KiB",
        "1048575, 1.00 MiB",
        "3221225472, 3.00 GiB"
    })
    void sizes_count_in_1024s(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2.93e-4, 2.93e-4",
        "0.0023549, 2.35e-3",
        "1.6e-10, 1.60e-10",
        "123, 1.23e2"
    })
    void errors_are_in_scientific_notation(double error, String text) {
        assertThat(Figures.error(error)).isEqualTo(text);
    }

    @Test
    void figures_are_the_same_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Figures.time(1500)).isEqualTo("1.50 µs");
            assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
            assertThat(Figures.error(1e-5)).isEqualTo("1.00e-5");
        } finally {
            Locale.setDefault(before);
        }
    }
}
