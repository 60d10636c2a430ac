package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"q8:a8", "q4:a8", "q2:a8g16", "q4:asym:rot:a8", "q6_k:a8", "nf4:a8g16"})
    void products_are_those_of_the_integer_definition(String name) {
        for (int cols : new int[] {5, 96, 300}) {
            QuantTensor w = QuantSchemes.of(name).encode(normal(7, cols, 1));
            Matrix x = normal(3, cols, 2);
            assertThat(distance(multiplied(x, w), Int8Reference.product(x, w))).isLessThan(1e-6);
        }
    }

    /**
     * Weights [256, 1024] and 64 activations, both normal; the error of y against exact factors.
     */
    @ParameterizedTest
    @CsvSource({"q8:a8, .0077", "q8:search:a8g16, .0070", "q8:asym:search:a8, .0070"})
    void eight_bit_integers_on_both_sides_err_as_predicted(String name, double most) {
        QuantScheme scheme = QuantSchemes.of(name);
        Matrix weights = normal(256, 1024, 3);
        Matrix x = normal(64, 1024, 4);
        double[] exact = Reference.product(x, weights.transposed());
        double error = distance(multiplied(x, scheme.encode(weights)), exact);
        double predicted =
                Math.hypot(
                        scheme.expectedError(),
                        scheme.options().activations().expectedError(WeightDistribution.NORMAL));
        assertThat(error / predicted).isCloseTo(1, within(0.02));
        assertThat(error).isLessThan(most);
    }

    @Test
    void codes_are_nearest_and_the_largest_is_127() {
        float[] x = {0.5f, -2, 1, 0.0157f};
        byte[] codes = new byte[4];
        float scale = Activations.A8.quantise(x, 0, 4, codes);
        assertThat(scale).isEqualTo(2f / 127);
        assertThat(codes).containsExactly(32, -127, 64, 1);
    }

    @Test
    void blocks_that_are_not_finite_are_nan_and_others_are_not() {
        float[] values = new float[64];
        values[3] = Float.POSITIVE_INFINITY;
        values[40] = 1;
        Matrix rounded = Activations.A8.round(SchemeCases.matrix(values, 1, 64));
        float[] row = rounded.row(0);
        assertThat(row[0]).isNaN();
        assertThat(row[40]).isEqualTo(1);
        assertThat(row[41]).isZero();
    }

    private static Matrix multiplied(Matrix x, QuantTensor w) {
        Matrix y = SchemeCases.matrix(new float[x.rows() * w.rows()], x.rows(), w.rows());
        w.multiply(x, y, 1, 0, Precisions.of("highest"));
        return y;
    }

    private static double distance(Matrix y, double[] exact) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < exact.length; i++) {
            double d = y.host().getAtIndex(ValueLayout.JAVA_FLOAT, i) - exact[i];
            difference += d * d;
            norm += exact[i] * exact[i];
        }
        return Math.sqrt(difference / norm);
    }

    private static Matrix normal(int rows, int cols, long seed) {
        return SchemeCases.matrix(WeightDistribution.NORMAL.sample(rows * cols, seed), rows, cols);
    }
}
