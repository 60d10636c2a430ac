package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Pace pace = new Pace();

    @Test
    void slow_iterations_are_one_run_and_each_is_reported() {
        for (int i = 0; i < 10; i++) {
            pace.iteration(i * 7 * SECOND);
            assertThat(pace.isDue(i * 7 * SECOND)).isEqualTo(i > 0);
        }
        assertThat(pace.iterations()).isEqualTo(10);
        assertThat(pace.rate()).isEqualTo("0.14 per second");
    }

    @Test
    void fast_iterations_are_reported_four_times_per_second() {
        int reports = 0;
        for (int i = 0; i < 2000; i++) {
            pace.iteration(i * SECOND / 1000);
            reports += pace.isDue(i * SECOND / 1000) ? 1 : 0;
        }
        assertThat(reports).isBetween(6, 8);
        assertThat(pace.rate()).isEqualTo("1,000 per second");
    }

    @Test
    void after_a_long_pause_another_run_begins() {
        for (int i = 0; i < 10; i++) {
            pace.iteration(i * SECOND / 10);
        }
        pace.iteration(60 * SECOND);
        assertThat(pace.iterations()).isEqualTo(1);
    }
}
