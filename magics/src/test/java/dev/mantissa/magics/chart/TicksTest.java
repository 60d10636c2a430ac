package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicksTest {
    @ParameterizedTest
    @EnumSource(ScaleKind.class)
    void ticks_of_any_range_are_inside_ascending_few_and_distinct(ScaleKind kind) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 4000; i++) {
            double low = Math.pow(10, random.nextDouble(-12, 9));
            double high = low * (1 + Math.pow(10, random.nextDouble(-2, 8)));
            if (kind == ScaleKind.LINEAR && random.nextBoolean()) {
                low = -low;
            }
            List<Tick> ticks = Ticks.of(kind, low, high, 8);

            assertThat(ticks).as("%s %s..%s", kind, low, high).hasSizeBetween(2, 16);
            double slack = 1e-6 * (high - low);
            for (Tick t : ticks) {
                assertThat(t.value()).isBetween(low - slack, high + slack);
            }
            assertThat(ticks.stream().map(Tick::value).toList()).isSorted();
            assertThat(new HashSet<>(ticks.stream().map(Tick::label).toList()))
                    .as("labels of %s..%s: %s", low, high, ticks)
                    .hasSameSizeAs(ticks);
        }
    }

    @Test
    void labels_say_the_value() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 4000; i++) {
            double low = random.nextDouble(-1e4, 1e4) * Math.pow(10, random.nextInt(-6, 6));
            double high = low + Math.abs(low) * random.nextDouble(0.01, 3) + 1e-9;
            for (Tick t : Ticks.of(ScaleKind.LINEAR, low, high, 8)) {
                assertThat(Double.parseDouble(t.label()))
                        .isCloseTo(
                                t.value(),
                                org.assertj.core.data.Offset.offset((high - low) * 1e-3));
            }
        }
    }

    @Test
    void sizes_are_labelled_by_powers_of_two() {
        assertThat(labels(ScaleKind.LOG2, 60, 1100))
                .containsExactly("64", "128", "256", "512", "1024");
    }

    @Test
    void a_long_range_of_powers_of_two_has_ticks_at_round_exponents() {
        assertThat(labels(ScaleKind.LOG2, Math.scalb(1.0, -87), Math.scalb(1.0, 18)))
                .containsExactly("2⁻⁸⁰", "2⁻⁶⁴", "2⁻⁴⁸", "2⁻³²", "2⁻¹⁶", "1", "65536");
    }

    @Test
    void errors_are_labelled_by_powers_of_ten() {
        assertThat(labels(ScaleKind.LOG10, 3e-8, 4e-3))
                .containsExactly("10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³");
        assertThat(labels(ScaleKind.LOG10, 0.9, 120)).containsExactly("1", "10", "100");
    }

    @Test
    void round_steps_are_chosen() {
        assertThat(labels(ScaleKind.LINEAR, 0, 1))
                .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(ScaleKind.LINEAR, 34, 44))
                .containsExactly("34", "36", "38", "40", "42", "44");
    }

    @Test
    void every_value_lands_within_its_scale() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 2000; i++) {
            double[] values = new double[random.nextInt(1, 20)];
            double size = Math.pow(10, random.nextDouble(-9, 9));
            for (int k = 0; k < values.length; k++) {
                values[k] = size * random.nextDouble(1e-3, 1);
            }
            for (ScaleKind kind : ScaleKind.values()) {
                for (boolean snug : new boolean[] {true, false}) {
                    Scale scale = Scale.fit(kind, values, snug, 8);
                    for (double v : values) {
                        assertThat(scale.fraction(v)).isBetween(-1e-9, 1 + 1e-9);
                    }
                }
            }
        }
    }

    private static List<String> labels(ScaleKind kind, double low, double high) {
        return Stream.of(Ticks.of(kind, low, high, 8))
                .flatMap(List::stream)
                .map(Tick::label)
                .toList();
    }
}
