package dev.mantissa.magics.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SignificantTest {
    @Test
    void figures_are_short_and_the_same_in_every_country() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Significant.of(2.3649e-3, 3)).isEqualTo("0.00236");
            assertThat(Significant.of(2.3649e-4, 3)).isEqualTo("2.36e-4");
            assertThat(Significant.of(8e-8, 3)).isEqualTo("8.00e-8");
            assertThat(Significant.of(12345678, 3)).isEqualTo("1.23e7");
            assertThat(Significant.of(0.99996, 3)).isEqualTo("1.00");
            assertThat(Significant.of(-41.25, 3)).isEqualTo("-41.3");
            assertThat(Significant.of(Double.NaN, 3)).isEqualTo("–");
            assertThat(Significant.shortest(1.50, 4)).isEqualTo("1.5");
            assertThat(Significant.shortest(100, 1)).isEqualTo("100");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_figure_reads_back_within_half_of_its_last_digit() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5000; i++) {
            double value = random.nextDouble(1, 10) * Math.pow(10, random.nextInt(-200, 200));
            assertThat(Double.parseDouble(Significant.of(value, 3)))
                    .isCloseTo(value, Percentage.withPercentage(0.501));
        }
    }
}
