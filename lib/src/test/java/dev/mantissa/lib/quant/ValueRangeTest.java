package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueRangeTest {
    private static final float[] VALUES = WeightDistribution.STUDENT_T5.sample(8000, 4);
    private static final Matrix X = Tensor.of(VALUES, 80, 100).matrix();

    private static ValueRange range(String method, int bits) {
        return ((RangeCalibration) Calibrations.of(method)).range(X, bits);
    }

    @Test
    void two_bits_from_0_to_3_are_whole_numbers_and_the_ends_hold_what_lies_outside() {
        ValueRange range = new ValueRange(0, 3);
        assertThat(range.round(1.49f, 2)).isEqualTo(1);
        assertThat(range.round(1.5f, 2)).isEqualTo(2);
        assertThat(range.round(-7, 2)).isEqualTo(0);
        assertThat(range.round(70, 2)).isEqualTo(3);
        assertThat(range.squaredError(new float[] {0.5f, 4}, 2)).isEqualTo(0.25 + 1);
        assertThat(new ValueRange(2, 2).round(5, 8)).isEqualTo(2);
    }

    @Test
    void minmax_cuts_nothing_off_and_percentile_a_thousandth() {
        ValueRange all = range("minmax", 8);
        ValueRange most = range("percentile", 8);
        int outside = 0;
        for (float value : VALUES) {
            assertThat(value).isBetween(all.low(), all.high());
            outside += value < most.low() || value > most.high() ? 1 : 0;
        }
        assertThat(outside).isEqualTo(8);
    }

    @Test
    void the_range_of_least_squares_is_narrower_the_fewer_the_bits() {
        double width = Double.POSITIVE_INFINITY;
        for (int bits : new int[] {8, 6, 4, 3}) {
            ValueRange best = range("mse", bits);
            assertThat((double) best.high() - best.low()).isLessThan(width);
            width = (double) best.high() - best.low();
            for (String other : new String[] {"minmax", "percentile"}) {
                assertThat(best.squaredError(VALUES, bits))
                        .isLessThan(range(other, bits).squaredError(VALUES, bits));
            }
        }
        assertThat(range("mse", 4).squaredError(VALUES, 4))
                .isLessThan(0.5 * range("minmax", 4).squaredError(VALUES, 4));
    }

    /** 100 ± 0.1 and one value at 90: the ends move towards each other, not towards zero. */
    @Test
    void a_range_far_from_zero_is_made_narrower_too() {
        Random random = new Random(6);
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + 0.1f * (float) random.nextGaussian();
        }
        values[17] = 90;
        Matrix x = Tensor.of(values, 100, 100).matrix();
        ValueRange all = ((RangeCalibration) Calibrations.of("minmax")).range(x, 4);
        ValueRange best = ((RangeCalibration) Calibrations.of("mse")).range(x, 4);
        double least = Double.POSITIVE_INFINITY;
        for (float low = 90; low < 100; low += 0.1f) {
            for (float high = 100; high < 100.6f; high += 0.1f) {
                least = Math.min(least, new ValueRange(low, high).squaredError(values, 4));
            }
        }
        assertThat(best.squaredError(values, 4))
                .isLessThan(1.05 * least)
                .isLessThan(0.5 * all.squaredError(values, 4));
    }

    @Test
    void few_values_have_percentiles_too() {
        float[] values = new float[101];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        ValueRange range =
                ((RangeCalibration) Calibrations.of("percentile"))
                        .range(Tensor.of(values, 1, 101).matrix(), 8);
        assertThat(range.low()).isEqualTo(0.05f);
        assertThat(range.high()).isEqualTo(99.95f);
    }

    @Test
    void other_bits_are_refused() {
        assertThatThrownBy(() -> range("mse", 17))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("17 bits", "1 to 16");
    }
}
