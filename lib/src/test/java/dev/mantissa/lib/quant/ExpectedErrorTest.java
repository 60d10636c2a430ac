package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectedErrorTest {
    private static final int ROWS = 128;
    private static final int COLS = 1024;
    private static final double F16_RESOLUTION = 0x1p-11;

    static Stream<Arguments> schemesAndWeights() {
        return SchemeCases.all()
                .flatMap(s -> Stream.of(WeightDistribution.values()).map(w -> Arguments.of(s, w)));
    }

    @ParameterizedTest
    @MethodSource("schemesAndWeights")
    void measured_errors_are_the_expected_ones(QuantScheme scheme, WeightDistribution weights) {
        float[] values = weights.sample(ROWS * COLS, 4711);
        double error =
                SchemeCases.error(values, scheme.encode(SchemeCases.matrix(values, ROWS, COLS)));
        double expected = scheme.expectedError(weights, ROWS, COLS);
        assertThat(error).isLessThan(scheme.tolerance(weights, ROWS, COLS));
        double groups = (double) ROWS * COLS / Math.min(scheme.group(), COLS);
        if (scheme.group() != QuantScheme.TENSOR) {
            double scatter = weights.scatter() / 2 / Math.sqrt(groups);
            assertThat(error / expected).isCloseTo(1, within(0.01 + scatter));
        }
    }

    /** The published or computed figures; {@code exact} where the rule leaves no room. */
    @ParameterizedTest
    @CsvSource({
        "q8, .0054, .0068, true",
        "q8:search, .0050, , false",
        "q8:asym, .0046, , true",
        "q8:asym:search, .0045, , false",
        "q4:absmax, .0970, , true",
        "q4, .0861, , false",
        "q4:asym:absmax, .0783, , true",
        "q4:asym, .0700, , false",
        "q3:absmax, .226, , true",
        "q3, .179, , false",
        "q3:asym:absmax, .168, , true",
        "q3:asym, .145, , false",
        "q2, .377, , false",
        "q2:asym:absmax, .393, , true",
        "q2:asym, .300, , false",
        "q1, .593, , true",
        "q4:absmax:g128, .1174, , true",
        "q4:g128, .1009, , false",
        "q4:asym:absmax:g128, .0998, , true",
        "q4:asym:g128, .0939, , false",
        "q8:row, .0087, , true",
        "q4:absmax:row, .158, , true",
        "ternary:absmean:row, .51, , true",
        "ternary:row, .436, , true",
        "mxfp4, .114, .127, true",
        "nvfp4, .095, .101, false",
        "q8_0, .0054, .0068, true",
        "q6_k, .0174, .0211, false",
        "q5_k, .0354, .0416, false",
        "q5_0, .0405, .0526, false",
        "q4_k, .0709, .0828, false",
        "iq4_nl, .0750, .0875, false",
        "q4_0, .0818, .1050, false",
        "iq4_xs, .0757, .0885, false",
        "q3_k, .145, .170, false",
        "q2_k, .268, .297, false"
    })
    void figures_that_are_known_are_met_or_bettered(
            String name, double normal, Double t5, boolean exact) {
        QuantScheme scheme = QuantSchemes.of(name);
        check(scheme.expectedError(), normal, exact);
        if (t5 != null) {
            check(scheme.expectedError(WeightDistribution.STUDENT_T5), t5, exact);
        }
    }

    private static void check(double expected, double known, boolean exact) {
        assertThat(expected / known).isLessThan(1.005 + (exact ? 0.025 : 0.01));
        if (exact) {
            assertThat(expected / known).isGreaterThan(0.97);
        }
    }

    @Test
    void rotated_weights_with_heavy_tails_err_like_normal_ones() {
        float[] values = WeightDistribution.STUDENT_T5.sample(ROWS * COLS, 5);
        for (String name : new String[] {"q8", "q4", "q4:asym", "q2", "nf4", "q4_k", "q2_k"}) {
            QuantScheme plain = QuantSchemes.of(name);
            QuantScheme turned = QuantSchemes.of(name + ":rot");
            double error =
                    SchemeCases.error(
                            values, turned.encode(SchemeCases.matrix(values, ROWS, COLS)));
            double normal = plain.expectedError(WeightDistribution.NORMAL, ROWS, COLS);
            assertThat(error / normal).as(name).isCloseTo(1, within(0.03));
        }
    }

    @Test
    void four_bits_and_a_half_reach_the_goal_on_heavy_tails_with_a_uniform_code() {
        QuantScheme scheme = QuantSchemes.of("q4_k:rot");
        float[] values = WeightDistribution.STUDENT_T5.sample(ROWS * COLS, 6);
        QuantTensor packed = scheme.encode(SchemeCases.matrix(values, ROWS, COLS));
        assertThat(packed.bitsPerWeight()).isEqualTo(4.5);
        assertThat(SchemeCases.error(values, packed)).isLessThan(0.072);
    }

    @ParameterizedTest
    @MethodSource("dev.mantissa.lib.quant.SchemeCases#all")
    void no_scheme_claims_less_than_the_rate_distortion_bound(QuantScheme scheme) {
        double floor = Math.pow(2, -scheme.bitsPerWeight());
        assertThat(scheme.expectedError()).isGreaterThan(floor);
    }

    @ParameterizedTest
    @CsvSource({"q4, 1", "q4:asym, 1", "q4, 3", "q8:asym, 2", "q4_k, 5", "ternary, 7", "q8:row, 1"})
    void rows_shorter_than_a_group_are_predicted_too(String name, int cols) {
        QuantScheme scheme = QuantSchemes.of(name);
        float[] values = WeightDistribution.NORMAL.sample(20_000 * cols, 7);
        QuantTensor packed = scheme.encode(SchemeCases.matrix(values, 20_000, cols));
        double error = SchemeCases.error(values, packed);
        double expected = scheme.expectedError(WeightDistribution.NORMAL, 20_000, cols);
        assertThat(error).isCloseTo(expected, within(0.05 * expected + F16_RESOLUTION));
    }

    @ParameterizedTest
    @EnumSource
    void moments_are_integrals_of_the_density(WeightDistribution weights) {
        double step = 1e-3;
        double mass = 0;
        double first = 0;
        double second = 0;
        for (double x = -400; x < 1.3 - step / 2; x += step) {
            double middle = x + step / 2;
            mass += weights.density(middle) * step;
            first += middle * weights.density(middle) * step;
            second += middle * middle * weights.density(middle) * step;
        }
        assertThat(1 - weights.above(1.3)).isCloseTo(mass, within(1e-6));
        assertThat(weights.firstMoment(1.3)).isCloseTo(first, within(1e-6));
        assertThat(weights.secondMoment(1.3)).isCloseTo(second, within(1e-5));
        assertThat(weights.secondMoment(1e6)).isCloseTo(weights.variance(), within(1e-4));
    }

    /** Two ways to compute it meet where one gives way to the other; tables give the rest. */
    @Test
    void upper_tails_are_those_of_the_tables() {
        WeightDistribution normal = WeightDistribution.NORMAL;
        assertThat(normal.above(1.959964)).isCloseTo(0.025, within(1e-8));
        assertThat(normal.above(6) / 9.865876450376981e-10).isCloseTo(1, within(1e-9));
        assertThat(normal.above(4 - 1e-9) / normal.above(4)).isCloseTo(1, within(1e-7));
        WeightDistribution t5 = WeightDistribution.STUDENT_T5;
        assertThat(t5.above(2.570582)).isCloseTo(0.025, within(1e-7));
        assertThat(t5.above(30 + 1e-7) / t5.above(30)).isCloseTo(1, within(1e-5));
    }
}
