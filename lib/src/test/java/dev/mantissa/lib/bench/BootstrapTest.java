package dev.mantissa.lib.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    private static final int RUNS = 1200;

    enum Noise {
        NORMAL(r -> 1 + 0.02 * gauss(r)),
        SLOW_TAIL(r -> 1 + 0.02 * gauss(r) + (r.nextInt(10) == 0 ? 0.3 : 0)),
        HEAVY(r -> 1 + 0.01 * gauss(r) / Math.max(0.05, Math.abs(gauss(r))));

        final ToDoubleFunction<SplittableRandom> draw;

        Noise(ToDoubleFunction<SplittableRandom> draw) {
            this.draw = draw;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 15, 40})
    void the_interval_holds_the_true_median_in_about_95_of_100_cases(int n) {
        int missed = 0;
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run * 7919L + n);
            double[] values = random.doubles(n).map(u -> 100 - 10 * Math.log(1 - u)).toArray();
            double truth = 100 + 10 * Math.log(2);
            if (!new Bootstrap(500, 0.95, run).median(values).covers(truth)) {
                missed++;
            }
        }
        assertThat((double) missed / RUNS).isBetween(0.025, 0.075);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void equal_things_are_told_apart_in_about_5_of_100_cases_although_sampling_stops_early(
            Noise noise) {
        int shown = 0;
        for (int run = 0; run < RUNS; run++) {
            shown += sampledUntilNarrow(noise, run).shown() ? 1 : 0;
        }
        // 19 of 200, and not so rarely that a true difference would be hidden
        assertThat((double) shown / RUNS).isBetween(0.02, 0.075);
    }

    /** Two equal cases under one drift, with the protocol's rule for stopping. */
    private static Comparison sampledUntilNarrow(Noise noise, int run) {
        SplittableRandom random = new SplittableRandom(run);
        Bootstrap bootstrap = new Bootstrap(500, 0.95, run);
        double[] a = new double[80];
        double[] b = new double[80];
        int n = 0;
        for (int next = 10; ; next = (int) Math.ceil(next * 1.4)) {
            for (; n < Math.min(next, a.length); n++) {
                double drift = 100 * (1 + 0.001 * n);
                a[n] = drift * noise.draw.applyAsDouble(random);
                b[n] = drift * noise.draw.applyAsDouble(random);
            }
            double[] seenA = java.util.Arrays.copyOf(a, n);
            double[] seenB = java.util.Arrays.copyOf(b, n);
            boolean narrow =
                    bootstrap.median(seenA).halfWidth(100) < 0.01
                            && bootstrap.median(seenB).halfWidth(100) < 0.01;
            if (narrow || n == a.length) {
                return Comparison.of(seenA, seenB, bootstrap);
            }
        }
    }

    @Test
    void a_true_difference_of_five_per_cent_is_shown_with_its_ratio() {
        SplittableRandom random = new SplittableRandom(4);
        double[] slow = random.doubles(40).map(u -> 105 + u).toArray();
        double[] fast = random.doubles(40).map(u -> 100 + u).toArray();
        Comparison c = Comparison.of(fast, slow, new Bootstrap(1000, 0.95, 1));

        assertThat(c.shown()).isTrue();
        assertThat(c.interval().covers(105.5 / 100.5)).isTrue();
        assertThat(c.ratio()).isGreaterThan(1);
    }

    @Test
    void nine_pairs_show_nothing() {
        double[] slow = new double[9];
        double[] fast = new double[9];
        java.util.Arrays.fill(slow, 2);
        java.util.Arrays.fill(fast, 1);

        assertThat(Comparison.of(fast, slow, new Bootstrap(200, 0.95, 1)).shown()).isFalse();
    }

    @Test
    void the_same_seed_gives_the_same_interval() {
        double[] values = new SplittableRandom(3).doubles(25).toArray();

        assertThat(new Bootstrap(300, 0.95, 8).median(values))
                .isEqualTo(new Bootstrap(300, 0.95, 8).median(values));
    }

    private static double gauss(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
