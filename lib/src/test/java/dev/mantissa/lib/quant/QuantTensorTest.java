package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.engine.ScalarEngine;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantTensorTest {
    private static final Precision HIGHEST = Precisions.of("highest");

    static Stream<QuantScheme> schemes() {
        return Stream.concat(
                QuantSchemes.all().stream(),
                Stream.of("q4:asym", "q4:rot", "q4:row", "q8:tensor:rot", "q4_k:rot")
                        .map(QuantSchemes::of));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void products_with_packed_and_unpacked_weights_agree(QuantScheme scheme) {
        int[][] shapes = {
            {1, 64, 96}, {1, 257, 100}, {3, 33, 7}, {5, 1100, 40}, {17, 300, 70}, {64, 31, 1}
        };
        for (int[] shape : shapes) {
            int m = shape[0];
            int k = shape[1];
            int n = shape[2];
            QuantTensor w = scheme.encode(normal(n, k, 1));
            Matrix x = normal(m, k, 2);
            Matrix y = filled(m, n, Float.NaN);
            w.multiply(x, y, 1, 0, HIGHEST);
            double[] exact = Reference.product(x, w.decode().transposed());
            // Turning x and the weights back rounds both once more.
            double most = scheme.options().rotated() ? 3e-6 : 1e-6;
            assertThat(error(y, exact)).isLessThan(most);
            Matrix scalar = filled(m, n, 0);
            new ScalarEngine().matmul(x, w.decode().transposed(), scalar, 1, 0, HIGHEST);
            assertThat(error(scalar, exact)).isLessThan(2e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void the_scalar_engine_multiplies_packed_weights_too(QuantScheme scheme) throws Exception {
        QuantTensor w = scheme.encode(normal(9, 70, 3));
        Matrix x = normal(4, 70, 4);
        Matrix y = filled(4, 9, 1);
        Numerics.current()
                .withEngine("scalar")
                .call(() -> {
                    w.multiply(x, y, 2, 3, HIGHEST);
                    return y;
                });
        double[] exact = Reference.product(x, w.decode().transposed());
        for (int i = 0; i < exact.length; i++) {
            exact[i] = 2 * exact[i] + 3;
        }
        assertThat(error(y, exact)).isLessThan(scheme.options().rotated() ? 3e-6 : 1e-6);
    }

    @Test
    void results_land_in_any_layout_and_alpha_and_beta_count() {
        QuantTensor w = QuantSchemes.of("q4").encode(normal(50, 200, 5));
        for (int m : new int[] {1, 20}) {
            Matrix x = normal(200, m, 6).transposed();
            Matrix y = filled(50, m, 1).transposed();
            w.multiply(x, y, 2, -1, HIGHEST);
            double[] exact = Reference.product(x, w.decode().transposed());
            for (int i = 0; i < exact.length; i++) {
                exact[i] = 2 * exact[i] - 1;
            }
            assertThat(error(y, exact)).isLessThan(1e-6);
        }
    }

    @Test
    void operands_are_rounded_as_the_mode_says() {
        Precision medium = Precisions.of("medium");
        QuantTensor w = QuantSchemes.of("q8").encode(normal(40, 128, 7));
        for (int m : new int[] {2, 30}) {
            Matrix x = normal(m, 128, 8);
            Matrix y = filled(m, 40, 0);
            w.multiply(x, y, 1, 0, medium);
            Matrix roundedX = rounded(x, medium);
            Matrix roundedW = rounded(w.decode(), medium);
            assertThat(error(y, Reference.product(roundedX, roundedW.transposed())))
                    .isLessThan(1e-6);
        }
    }

    @Test
    void shapes_that_do_not_fit_are_named() {
        QuantTensor w = QuantSchemes.of("q4").encode(normal(8, 64, 9));
        assertThatThrownBy(() -> w.multiply(normal(2, 63, 1), filled(2, 8, 0), 1, 0, HIGHEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x [2, 63] · w [8, 64] transposed");
    }

    private static Matrix normal(int rows, int cols, long seed) {
        return QuantSchemeTest.matrix(QuantSchemeTest.normal(rows * cols, seed), rows, cols);
    }

    private static Matrix filled(int rows, int cols, float value) {
        float[] values = new float[rows * cols];
        Arrays.fill(values, value);
        return QuantSchemeTest.matrix(values, rows, cols);
    }

    private static Matrix rounded(Matrix x, Precision mode) {
        float[] values = new float[x.rows() * x.cols()];
        for (int i = 0; i < values.length; i++) {
            float value = x.host().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
            values[i] = mode.operandFormat().round(value);
        }
        return QuantSchemeTest.matrix(values, x.rows(), x.cols());
    }

    private static double error(Matrix y, double[] exact) {
        MemorySegment memory = y.host();
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < exact.length; i++) {
            long at = i / y.cols() * y.rowStride() + i % y.cols() * y.colStride();
            double d = memory.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at) - exact[i];
            difference += d * d;
            norm += exact[i] * exact[i];
        }
        return Math.sqrt(difference / norm);
    }
}
