package dev.mantissa.lib.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuantSchemeTest {
    static Stream<QuantScheme> schemes() {
        return SchemeCases.all();
    }

    static Stream<QuantScheme> freeScales() {
        return SchemeCases.withFreeScales();
    }

    /** Turned, a constant is none. */
    static Stream<QuantScheme> freeScalesUnturned() {
        return freeScales().filter(s -> !s.options().rotated());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void the_packed_size_is_what_bits_and_scales_add_up_to(QuantScheme scheme) {
        QuantTensor tensor = scheme.encode(matrix(normal(8 * 1024, 2), 8, 1024));
        double scales = scheme.group() >= QuantScheme.ROW ? 16.0 / 1024 : 0;
        assertThat(tensor.bitsPerWeight())
                .isBetween(scheme.bitsPerWeight(), scheme.bitsPerWeight() + scales);
        assertThat(tensor.bytes())
                .isEqualTo(
                        tensor.codes().byteSize()
                                + tensor.scales().byteSize()
                                + tensor.zeros().byteSize());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void whole_blocks_and_single_weights_are_read_alike_in_ragged_rows(QuantScheme scheme) {
        for (int cols : new int[] {1, 5, 31, 32, 33, 100, 129, 300}) {
            QuantTensor tensor = scheme.encode(matrix(normal(3 * cols, cols), 3, cols));
            Matrix decoded = tensor.decode();
            float[] tail = new float[cols];
            for (int row = 0; row < 3; row++) {
                tensor.read(row, cols / 2, cols - cols / 2, tail, 0);
                for (int col = 0; col < cols; col++) {
                    long at = (long) row * cols + col;
                    float value = decoded.host().getAtIndex(ValueLayout.JAVA_FLOAT, at);
                    assertThat(tensor.get(row, col)).isEqualTo(value);
                    if (col >= cols / 2) {
                        assertThat(tail[col - cols / 2]).isEqualTo(value);
                    }
                }
            }
        }
    }

    @Test
    void ten_thousand_random_shapes_decode_to_what_their_planes_stand_for() {
        List<QuantScheme> schemes =
                schemes()
                        .filter(PlaneScheme.class::isInstance)
                        .filter(s -> !s.options().rotated())
                        .toList();
        Random random = new Random(99);
        float[] values = normal(1 << 12, 98);
        for (int shape = 0; shape < 10_000; shape++) {
            QuantScheme scheme = schemes.get(random.nextInt(schemes.size()));
            int rows = 1 + random.nextInt(3);
            int cols = 1 + random.nextInt(random.nextInt(20) == 0 ? 600 : 70);
            float[] weights = values.clone();
            float factor = (float) Math.pow(2, random.nextInt(20) - 10);
            for (int i = 0; i < rows * cols; i++) {
                weights[i] = values[(i + shape) % values.length] * factor;
            }
            QuantTensor tensor = scheme.encode(matrix(weights, rows, cols));
            assertThat(tensor.rowBytes() % 16).isZero();
            int from = random.nextInt(cols);
            int count = 1 + random.nextInt(cols - from);
            float[] read = new float[count];
            for (int row = 0; row < rows; row++) {
                tensor.read(row, from, count, read, 0);
                for (int i = 0; i < count; i++) {
                    float expected = PlaneDefinition.weight(tensor, row, from + i);
                    if (read[i] != expected) {
                        assertThat(read[i])
                                .as("%s [%d, %d] of [%d, %d]", scheme, row, from + i, rows, cols)
                                .isEqualTo(expected);
                    }
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
    @MethodSource("freeScalesUnturned")
    void a_constant_group_keeps_its_value(QuantScheme scheme) {
        for (float constant : new float[] {0.75f, -3.1f, 12, 1e4f}) {
            float[] weights = new float[64];
            Arrays.fill(weights, constant);
            QuantTensor tensor = scheme.encode(matrix(weights, 1, 64));
            for (int col = 0; col < 64; col++) {
                assertThat(tensor.get(0, col) / constant).isCloseTo(1, within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("freeScales")
    void a_single_weight_is_kept(QuantScheme scheme) {
        for (float weight : new float[] {0.7f, -123, 3000}) {
            QuantTensor tensor = scheme.encode(matrix(new float[] {weight}, 1, 1));
            assertThat(tensor.get(0, 0) / weight).isCloseTo(1, within(2e-3f));
        }
    }

    @ParameterizedTest
    @MethodSource("freeScales")
    void tiny_weights_are_not_lost(QuantScheme scheme) {
        float[] weights = normal(64, 5);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 1e-6f;
        }
        QuantTensor tensor = scheme.encode(matrix(weights, 1, 64));
        assertThat(SchemeCases.error(weights, tensor)).isLessThan(0.8);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void the_largest_weights_that_are_allowed_are_stored_finite(QuantScheme scheme) {
        float[] weights = normal(64, 6);
        double room = scheme.options().rotated() ? 16 : 1;
        weights[9] = (float) Math.min(scheme.largestWeight() / room * 0.999, 3e38);
        weights[40] = -weights[9];
        QuantTensor tensor = scheme.encode(matrix(weights, 1, 64));
        for (int col = 0; col < 64; col++) {
            assertThat(tensor.get(0, col)).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void weights_that_are_not_finite_are_refused_by_place(QuantScheme scheme) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -3.4e38f}) {
            float[] weights = normal(3 * 40, 3);
            weights[47] = bad;
            if (Math.abs(bad) <= scheme.largestWeight() && !scheme.options().rotated()) {
                continue;
            }
            assertThatThrownBy(() -> scheme.encode(matrix(weights, 3, 40)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(scheme.name() + ": weight [1, 7] is " + bad);
        }
    }

    @Test
    void a_searched_range_is_the_best_that_trying_them_all_finds() {
        float[] weights = normal(64 * 32, 12);
        RangeSearch search = new RangeSearch(new UniformGrid(0, 15, 1, 0));
        double found = 0;
        double best = 0;
        for (int from = 0; from < weights.length; from += 32) {
            found += search.line(weights, from, 32).error();
            best += exhaustive(weights, from);
        }
        assertThat(found).isLessThan(1.02 * best);
    }

    /** Ranges in steps of a sixtieth of a step, each with the squared error of its own codes. */
    private static double exhaustive(float[] weights, int from) {
        float[] group = Arrays.copyOfRange(weights, from, from + 32);
        Arrays.sort(group);
        double step = (group[31] - group[0]) / 15.0;
        double best = Double.POSITIVE_INFINITY;
        for (int low = -40; low <= 40; low++) {
            for (int high = -40; high <= 40; high++) {
                double start = group[0] + low * step / 60;
                double slope = (group[31] - high * step / 60 - start) / 15;
                double error = 0;
                for (float weight : group) {
                    double code = Math.clamp(Math.rint((weight - start) / slope), 0, 15);
                    double difference = weight - start - slope * code;
                    error += difference * difference;
                }
                best = Math.min(best, error);
            }
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q4:48 | q4: no group of 48. Allowed: 32, 64, 128, row, tensor",
                "nvfp4:32 | nvfp4: no group of 32. Allowed: 16",
                "q4_k:row | q4_k: no group of row. Allowed: 32",
                "nf4:asym | nf4: its levels have no zero point",
                "q4:absmean | q4: scales are not found by absmean. Allowed: absmax, search",
                "q4:fast | q4: unknown option 'fast' in 'q4:fast'. Allowed: a group",
                "q4::g64 | q4: unknown option ''",
                "7 | unknown quantisation scheme '7'",
                "ternry | Did you mean 'ternary'?"
            })
    void what_does_not_exist_is_answered_with_what_does(String text, String message) {
        assertThatThrownBy(() -> QuantSchemes.of(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void schemes_are_found_by_name_or_bits_with_options_in_any_order() {
        assertThat(List.of("Q4", "4", "q4:32", "q4:g32", "4:sym:search", "q4:a16"))
                .extracting(QuantSchemes::of)
                .extracting(Object::toString)
                .containsOnly("q4:g32");
        assertThat(QuantSchemes.of("2:g128")).hasToString("q2:g128");
        assertThat(List.of("q4:rot:asym:a8:64", "4:a8:g64:asym:rot", "q4:ASYM:rot:64:a8"))
                .extracting(QuantSchemes::of)
                .extracting(Object::toString)
                .containsOnly("q4:g64:asym:rot:a8");
        assertThat(QuantSchemes.of("Q4_K:rot")).hasToString("q4_k:rot");
        assertThat(QuantSchemes.of("q8", QuantScheme.ROW)).hasToString("q8:row");
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void what_a_scheme_calls_itself_is_read_as_itself(QuantScheme scheme) {
        QuantScheme again = QuantSchemes.of(scheme.toString());
        assertThat(again.options()).isEqualTo(scheme.options());
        assertThat(again.name()).isEqualTo(scheme.name());
    }

    /** The formula of appendix E: quantiles from an offset of 1/2 (1/32 + 1/30), scaled to 1. */
    @Test
    void nf4_has_the_quantiles_of_its_paper() {
        double offset = 1 - 0.5 * (1.0 / 32 + 1.0 / 30);
        double[] expected = new double[16];
        for (int i = 0; i < 8; i++) {
            expected[15 - i] = quantile(offset + (0.5 - offset) * i / 8);
        }
        for (int i = 0; i < 7; i++) {
            expected[i] = -quantile(offset + (0.5 - offset) * i / 7);
        }
        for (int i = 0; i < 16; i++) {
            double level = i == 7 ? 0 : expected[i] / expected[15];
            assertThat((double) Nf4.LEVELS.level(i)).isCloseTo(level, within(2e-6));
        }
    }

    private static double quantile(double p) {
        double low = 0;
        double high = 10;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (WeightDistribution.NORMAL.above(middle) > 1 - p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static float[] normal(int count, long seed) {
        return WeightDistribution.NORMAL.sample(count, seed);
    }

    static Matrix matrix(float[] values, int rows, int cols) {
        return SchemeCases.matrix(values, rows, cols);
    }
}
