package dev.mantissa.lib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorReportTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void equal_values_have_no_error() {
        ErrorReport report = report(new float[] {1, -2, 3}, 1, -2, 3);
        assertThat(report.relativeFrobenius()).isZero();
        assertThat(report.maxAbsolute()).isZero();
        assertThat(report.maxUlp()).isZero();
        assertThat(report.cosine()).isCloseTo(1, within(1e-15));
        assertThat(report.pass()).isTrue();
    }

    @Test
    void figures_are_those_of_the_definitions() {
        ErrorReport report = report(new float[] {3, 5}, 3, 4);
        assertThat(report.relativeFrobenius()).isEqualTo(1.0 / 5);
        assertThat(report.maxAbsolute()).isEqualTo(1);
        assertThat(report.cosine()).isCloseTo(29 / (5 * Math.sqrt(34)), within(1e-15));
        assertThat(report.maxUlp()).isEqualTo(1 << 21);
    }

    @Test
    void ulps_are_counted_across_zero_from_the_float_nearest_to_the_reference() {
        assertThat(report(new float[] {-Float.MIN_VALUE}, Float.MIN_VALUE).maxUlp()).isEqualTo(2);
        assertThat(report(new float[] {-0f}, 0).maxUlp()).isZero();
        assertThat(report(new float[] {0.1f}, 0.1).maxUlp()).isZero();
        assertThat(report(new float[] {Math.nextUp(0.1f)}, 0.1).maxUlp()).isEqualTo(1);
    }

    @Test
    void agreeing_nan_and_infinities_enter_no_figure() {
        ErrorReport report = report(new float[] {NAN, INF, 1}, Double.NaN, INF, 1);
        assertThat(report.mismatches()).isZero();
        assertThat(report.relativeFrobenius()).isZero();
    }

    @Test
    void any_other_pair_with_nan_or_infinity_fails() {
        float[][] measured = {{NAN}, {1}, {INF}, {INF}, {1}, {NAN}};
        double[] reference = {1, Double.NaN, 1, -INF, INF, INF};
        for (int i = 0; i < reference.length; i++) {
            ErrorReport report = report(measured[i], reference[i]);
            assertThat(report.mismatches()).isEqualTo(1);
            assertThat(report.relativeFrobenius()).isInfinite();
            assertThat(report.pass()).isFalse();
            assertThat(report.toString()).contains("NaN or Inf", "1 do not agree");
        }
    }

    @Test
    void a_zero_reference_is_met_by_zeros_only() {
        assertThat(report(new float[] {0, -0f}, 0, 0).pass()).isTrue();
        assertThat(report(new float[] {0, -0f}, 0, 0).cosine()).isEqualTo(1);
        ErrorReport wrong = report(new float[] {1e-30f}, 0);
        assertThat(wrong.relativeFrobenius()).isInfinite();
        assertThat(wrong.cosine()).isZero();
    }

    @Test
    void squares_neither_overflow_nor_vanish() {
        for (double scale : new double[] {1e300, 1e-300}) {
            ErrorReport report = ErrorReport.of(i -> 5 * scale, i -> 4 * scale, 1);
            assertThat(report.relativeFrobenius()).isCloseTo(0.25, within(1e-12));
        }
    }

    @Test
    void the_bound_judges() {
        ErrorReport report = report(new float[] {3, 5}, 3, 4);
        assertThat(report.within(0.2).pass()).isTrue();
        assertThat(report.within(0.19).pass()).isFalse();
        assertThat(report.within(0.19).toString())
                .contains("relative error  0.200  (FAIL: bound 0.190)");
    }

    @Test
    void lengths_must_agree() {
        assertThatThrownBy(() -> ErrorReport.of(new float[2], new double[3], 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("2 measured values do not fit 3");
    }

    private static ErrorReport report(float[] measured, double... reference) {
        return ErrorReport.of(measured, reference, 1);
    }
}
