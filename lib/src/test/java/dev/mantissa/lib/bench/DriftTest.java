package dev.mantissa.lib.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriftTest {
    @Test
    void a_change_of_level_is_found_where_it_is() {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i < 22 ? 100 : 110) + random.nextDouble();
        }
        Drift drift = Drift.of(values);

        assertThat(drift.shown()).isTrue();
        assertThat(drift.at()).isBetween(20, 28);
        assertThat(drift.change()).isBetween(0.08, 0.12);
    }

    @Test
    void a_steady_series_hardly_ever_shows_one() {
        int shown = 0;
        for (int run = 0; run < 1000; run++) {
            double[] values = new SplittableRandom(run).doubles(40, 95, 105).toArray();
            shown += Drift.of(values).shown() ? 1 : 0;
        }
        assertThat(shown).isLessThan(20);
    }

    @Test
    void equal_values_show_none() {
        assertThat(Drift.of(new double[] {5, 5, 5, 5, 5, 5}).shown()).isFalse();
    }
}
