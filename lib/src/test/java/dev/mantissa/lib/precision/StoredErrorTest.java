package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is predicted under {@code store=} is what comes out. */
class StoredErrorTest {
    private static final int ROWS = 96;
    private static final int TERMS = Resolution.TYPICAL_TERMS;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f16 store=f16",
                "bf16 store=bf16",
                "bf16 store=f16",
                "f16 store=f8e4m3",
                "f16 store=tf32:rz",
                "tf32 store=e4m3 overflow=clamp",
                "bf16 store=e3m4 overflow=clamp",
                "bf16x3 store=bf16",
                "f32 store=f16",
                "f16"
            })
    void the_predicted_error_has_the_rounding_of_results_in_it(String policy) {
        float[] a = normal(1);
        float[] b = normal(2);
        Tensor left = Tensor.of(a, ROWS, TERMS);
        Tensor right = Tensor.of(b, ROWS, TERMS).transpose();
        float[] product = Precision.with(policy, () -> left.matmul(right)).toArray();
        double error = 0;
        double whole = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                double exact = 0;
                for (int k = 0; k < TERMS; k++) {
                    exact += (double) a[i * TERMS + k] * b[j * TERMS + k];
                }
                error += Math.pow(product[i * ROWS + j] - exact, 2);
                whole += exact * exact;
            }
        }
        double measured = Math.sqrt(error / whole);
        assertThat(resolution(policy).expectedError()).isCloseTo(measured, within(0.05 * measured));
    }

    @Test
    void what_becomes_infinite_is_predicted_to() {
        assertThat(resolution("bf16 store=e3m4").expectedError()).isInfinite();
    }

    @ParameterizedTest
    @CsvSource({
        "f16, f16 store=f16, true",
        "f16, f16 overflow=clamp, true",
        "f16, f16 on-nan=stepup, true",
        "f16, f16 on=error, true",
        "bf16, bf16 overflow=clamp, false",
        "f32, f32 store=f16, false",
        "f64, f64 on-nan=stepup, true",
        "f32, f32 on-nan=stepup, false",
        "highest, highest on-nan=stepup, false",
        "f16 store=f16, f16 store=f16, false"
    })
    void policies_differ_where_range_options_make_a_difference(
            String left, String right, boolean differ) {
        PolicyDifference difference =
                PolicyDifference.of(
                        PrecisionPolicy.parse(left), PrecisionPolicy.parse(right), Device.CPU);
        assertThat(difference.rows().getFirst().differs()).isEqualTo(differ);
    }

    private static Resolution resolution(String policy) {
        PrecisionPolicy read = PrecisionPolicy.parse(policy);
        return Resolution.of(read.everything(), Device.CPU, read);
    }

    private static float[] normal(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[ROWS * TERMS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
