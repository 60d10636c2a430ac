package dev.mantissa.lib.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void quantiles_are_those_of_r_type_7() {
        double[] values = {9, 1, 4, 16, 25};

        assertThat(Statistics.median(values)).isEqualTo(9);
        assertThat(Statistics.quantile(values, 0.25)).isEqualTo(4);
        assertThat(Statistics.quantile(values, 0.9)).isCloseTo(21.4, within(1e-12));
        assertThat(Statistics.median(new double[] {1, 2, 3, 10})).isEqualTo(2.5);
        assertThat(Statistics.median(new double[0])).isNaN();
    }

    @Test
    void mad_is_the_median_distance_from_the_median() {
        assertThat(Statistics.mad(new double[] {1, 1, 2, 2, 4, 6, 9})).isEqualTo(1);
    }

    @Test
    void outliers_are_counted_by_tukeys_fences() {
        // quartiles 2 and 4: fences at -1 and 7, at -4 and 10
        double[] values = {1, 2, 2, 3, 3, 3, 4, 4, 4, 8, 11, -5};

        assertThat(Statistics.outliers(values)).isEqualTo(new Statistics.Outliers(1, 2));
    }

    @Test
    void equal_samples_have_no_outliers() {
        assertThat(Statistics.outliers(new double[] {3, 3, 3}))
                .isEqualTo(new Statistics.Outliers(0, 0));
    }

    @Test
    void student_and_normal_quantiles_agree_with_published_tables() {
        assertThat(Quantiles.student(0.975, 1)).isCloseTo(12.7062, within(1e-4));
        assertThat(Quantiles.student(0.975, 2)).isCloseTo(4.3027, within(1e-4));
        assertThat(Quantiles.student(0.975, 9)).isCloseTo(2.2622, within(1e-4));
        assertThat(Quantiles.student(0.975, 30)).isCloseTo(2.0423, within(1e-4));
        assertThat(Quantiles.student(0.95, 4)).isCloseTo(2.1318, within(1e-4));
        assertThat(Quantiles.normal(-1.959964)).isCloseTo(0.025, within(1e-7));
        assertThat(Quantiles.normal(-3.5)).isCloseTo(2.326291e-4, within(1e-9));
        assertThat(Quantiles.normal(1)).isCloseTo(0.8413447461, within(1e-9));
    }
}
