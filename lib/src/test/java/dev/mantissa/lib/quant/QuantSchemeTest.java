package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantSchemeTest {
    static Stream<QuantScheme> schemes() {
        return QuantSchemes.all().stream().flatMap(s -> Stream.of(32, 64, 128).map(s::withGroup));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void the_error_on_normal_weights_is_the_expected_one(QuantScheme scheme) {
        float[] weights = normal(256 * 1024, 1);
        QuantTensor tensor = scheme.encode(matrix(weights, 256, 1024));
        double error = error(weights, tensor);
        assertThat(error / scheme.expectedError()).isCloseTo(1, within(0.02));
        assertThat(error).isLessThan(scheme.tolerance(weights.length));
    }

    @Test
    void errors_in_groups_of_32_are_those_of_the_published_table_or_less() {
        assertThat(QuantSchemes.of("q8").expectedError()).isCloseTo(.0054, within(.03 * .0054));
        assertThat(QuantSchemes.of("q4").expectedError()).isLessThan(.0861);
        assertThat(QuantSchemes.of("q2").expectedError()).isLessThan(.377);
        assertThat(QuantSchemes.of("q1").expectedError()).isCloseTo(.593, within(.03 * .593));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void the_packed_size_is_what_bits_and_scales_add_up_to(QuantScheme scheme) {
        QuantTensor tensor = scheme.encode(matrix(normal(8 * 1024, 2), 8, 1024));
        assertThat(tensor.bitsPerWeight()).isEqualTo(scheme.bitsPerWeight());
        assertThat(tensor.bytes())
                .isEqualTo(8 * 1024 * scheme.bits() / 8 + 8 * 1024 / scheme.group() * 2);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void whole_blocks_and_single_weights_are_read_alike_in_ragged_rows(QuantScheme scheme) {
        for (int cols : new int[] {1, 5, 31, 32, 33, 100, 129, 300}) {
            QuantTensor tensor = scheme.encode(matrix(normal(3 * cols, cols), 3, cols));
            assertThat(tensor.rowBytes() % 16).isZero();
            Matrix decoded = tensor.decode();
            for (int row = 0; row < 3; row++) {
                for (int col = 0; col < cols; col++) {
                    float value =
                            decoded.host()
                                    .getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * cols + col);
                    assertThat(tensor.get(row, col)).isEqualTo(value);
                }
                float[] tail = new float[cols];
                tensor.read(row, cols / 2, cols - cols / 2, tail, 0);
                for (int col = cols / 2; col < cols; col++) {
                    assertThat(tail[col - cols / 2]).isEqualTo(tensor.get(row, col));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_group_of_zeros_stays_zero(QuantScheme scheme) {
        QuantTensor tensor = scheme.encode(matrix(new float[200], 2, 100));
        for (int col = 0; col < 100; col++) {
            assertThat(tensor.get(1, col)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void a_constant_group_keeps_its_value(QuantScheme scheme) {
        for (float constant : new float[] {0.75f, -3.1f, 1e-3f, 1e4f}) {
            float[] weights = new float[64];
            Arrays.fill(weights, constant);
            QuantTensor tensor = scheme.encode(matrix(weights, 1, 64));
            for (int col = 0; col < 64; col++) {
                assertThat(tensor.get(0, col) / constant).isCloseTo(1, within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void tiny_weights_are_not_lost(QuantScheme scheme) {
        float[] weights = normal(64, 5);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 1e-6f;
        }
        QuantTensor tensor = scheme.encode(matrix(weights, 1, 64));
        assertThat(error(weights, tensor)).isLessThan(0.8);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void weights_that_are_not_finite_are_refused_by_place(QuantScheme scheme) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1e38f}) {
            float[] weights = normal(3 * 40, 3);
            weights[47] = bad;
            assertThatThrownBy(() -> scheme.encode(matrix(weights, 3, 40)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(scheme.name() + ": weight [1, 7] is " + bad);
        }
    }

    @Test
    void the_planes_lie_as_documented() {
        float[] weights = normal(32, 4);
        for (QuantScheme scheme : QuantSchemes.all()) {
            QuantTensor tensor = scheme.encode(matrix(weights, 1, 32));
            int[] e = new int[32];
            float scale =
                    Float.float16ToFloat(tensor.scales().get(ValueLayout.JAVA_SHORT_UNALIGNED, 0));
            for (int j = 0; j < 32; j++) {
                float level = tensor.get(0, j) / scale;
                e[j] = code(scheme, level);
            }
            byte[] expected = planeOf(scheme.bits(), e);
            byte[] actual =
                    tensor.codes().asSlice(0, expected.length).toArray(ValueLayout.JAVA_BYTE);
            assertThat(actual).as(scheme.name()).isEqualTo(expected);
        }
    }

    @Test
    void a_group_that_does_not_exist_is_answered_with_those_that_do() {
        assertThatThrownBy(() -> QuantSchemes.of("q4", 48))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("q4: no group of 48")
                .hasMessageContaining("32, 64, 128");
    }

    @Test
    void schemes_are_found_by_name_or_bits_with_or_without_a_group() {
        assertThat(List.of("Q4", "4", "q4:32", "q4:g32"))
                .extracting(QuantSchemes::of)
                .extracting(Object::toString)
                .containsOnly("q4:g32");
        assertThat(QuantSchemes.of("2:g128")).hasToString("q2:g128");
        assertThatThrownBy(() -> QuantSchemes.of("3"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'3'")
                .hasMessageContaining("q8, q4, q2, q1");
    }

    private static int code(QuantScheme scheme, float level) {
        int lowest = scheme.bits() == 8 ? -128 : 0;
        for (int code = lowest; code < lowest + (1 << scheme.bits()); code++) {
            if (Math.abs(scheme.level(code) - level) < 0.01f) {
                return code;
            }
        }
        throw new AssertionError("no code for " + level);
    }

    /** The layout written down a second time, bit by bit. */
    private static byte[] planeOf(int bits, int[] e) {
        byte[] plane = new byte[4 * bits];
        for (int j = 0; j < 32; j++) {
            int at = bits == 1 ? j % 4 : j % plane.length;
            int shift = bits == 1 ? j / 4 : j / plane.length * bits;
            plane[at] |= (byte) ((e[j] & (1 << bits) - 1) << shift);
        }
        return plane;
    }

    private static double error(float[] weights, QuantTensor tensor) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < weights.length; i++) {
            double d = weights[i] - tensor.get(i / tensor.cols(), i % tensor.cols());
            difference += d * d;
            norm += (double) weights[i] * weights[i];
        }
        return Math.sqrt(difference / norm);
    }

    static float[] normal(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static Matrix matrix(float[] values, int rows, int cols) {
        return Matrix.rowMajor(MemorySegment.ofArray(values), rows, cols);
    }
}
