package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    @Test
    void weights_that_a_rotation_would_make_infinite_are_refused_and_smaller_ones_stay_finite() {
        QuantScheme scheme = QuantSchemes.of("nvfp4:rot");
        float[] weights = new float[512];
        Arrays.fill(weights, 1e37f);
        assertThatThrownBy(() -> scheme.encode(Tensor.of(weights, 2, 256).matrix()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("can be quantised");
        float most = (float) QuantEncoder.largestWeight(scheme);
        Arrays.fill(weights, most);
        QuantTensor packed = scheme.encode(Tensor.of(weights, 2, 256).matrix());
        for (int j = 0; j < 256; j++) {
            assertThat(packed.get(0, j) / most).isBetween(0.5f, 1.5f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 32, 100, 256, 257, 300, 1000})
    void it_is_a_signed_hadamard_matrix_in_blocks(int length) {
        Rotation rotation = Rotation.of(length);
        for (int start = 0; start < length; start += rotation.block(start)) {
            int size = rotation.block(start);
            assertThat(Integer.bitCount(size)).isEqualTo(1);
            for (int j = 0; j < size; j += Math.max(1, size / 5)) {
                float[] unit = new float[length];
                unit[start + j] = 1;
                rotation.apply(unit, 0);
                double sign = Math.signum(unit[start]);
                for (int i = 0; i < length; i++) {
                    boolean inside = i >= start && i < start + size;
                    int parity = Integer.bitCount((i - start) & j) % 2;
                    double expected = (parity == 0 ? sign : -sign) / Math.sqrt(size);
                    assertThat((double) unit[i]).isCloseTo(inside ? expected : 0, within(1e-7));
                }
            }
        }
    }

    @Test
    void signs_are_both_and_not_alternating() {
        int plus = 0;
        int changes = 0;
        float before = 0;
        for (int col = 0; col < 256; col++) {
            float[] unit = new float[256];
            unit[col] = 1;
            Rotation.of(256).apply(unit, 0);
            plus += unit[0] > 0 ? 1 : 0;
            changes += unit[0] == before ? 0 : 1;
            before = unit[0];
        }
        assertThat(plus).isBetween(96, 160);
        assertThat(changes).isBetween(96, 160);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 300, 517})
    void turned_weights_read_as_what_the_turned_rows_stand_for(int cols) {
        float[] values = WeightDistribution.NORMAL.sample(3 * cols, cols);
        QuantTensor turned = QuantSchemes.of("q8:rot").encode(SchemeCases.matrix(values, 3, cols));
        QuantTensor stored = turned.stored();
        for (int row = 0; row < 3; row++) {
            float[] again = new float[cols];
            turned.read(row, 0, cols, again, 0);
            Rotation.of(cols).apply(again, 0);
            for (int col = 0; col < cols; col++) {
                assertThat(again[col]).isCloseTo(stored.get(row, col), within(2e-6f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q8:rot", "q4:asym:rot", "q4_k:rot", "nvfp4:rot", "q4:tensor:rot"})
    void products_turn_x_and_agree_with_the_weights_turned_back(String name) {
        for (int cols : new int[] {1, 33, 256, 300}) {
            float[] weights = WeightDistribution.STUDENT_T5.sample(9 * cols, 1);
            QuantTensor packed = QuantSchemes.of(name).encode(SchemeCases.matrix(weights, 9, cols));
            Matrix x =
                    SchemeCases.matrix(WeightDistribution.NORMAL.sample(4 * cols, 2), cols, 4)
                            .transposed();
            Matrix y = SchemeCases.matrix(new float[36], 4, 9);
            packed.multiply(x, y, 1, 0, Precisions.of("highest"));
            double[] exact = Reference.product(x, packed.decode().transposed());
            double norm = 0;
            double difference = 0;
            for (int i = 0; i < exact.length; i++) {
                double d = y.host().getAtIndex(ValueLayout.JAVA_FLOAT, i) - exact[i];
                difference += d * d;
                norm += exact[i] * exact[i];
            }
            assertThat(Math.sqrt(difference / norm)).isLessThan(2e-6);
        }
    }
}
