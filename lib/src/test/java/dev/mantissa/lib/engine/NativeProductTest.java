package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The C kernels, for every instruction set that is here, against the definition. */
class NativeProductTest {
    private static final int[] SIZES = {1, 4, 6, 8, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 130};
    private static final Precision HIGHEST = Precisions.of("highest");

    /** For each scheme; {@code -Dmantissa.shapes=2500} runs ten thousand for all four. */
    private static final int RANDOM_SHAPES = Integer.getInteger("mantissa.shapes", 600);

    static Stream<QuantScheme> schemes() {
        return Stream.of("q8", "q4", "q2", "q1").map(QuantSchemes::of);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void integer_products_are_the_definition_bit_for_bit_at_every_tail(QuantScheme scheme) {
        List<NativeEngine> engines = NativeKernels.engines();
        for (int rows : SIZES) {
            for (int cols : SIZES) {
                compare(engines, scheme, 1 + rows % 3, rows, cols, new Random(rows * 1000L + cols));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void integer_products_of_random_shapes_are_the_definition_bit_for_bit(QuantScheme scheme) {
        List<NativeEngine> engines = NativeKernels.engines();
        Random random = new Random(7);
        int[] groups = {32, 64, 128};
        for (int i = 0; i < RANDOM_SHAPES; i++) {
            QuantScheme grouped = scheme.withGroup(groups[i % 3]);
            int tokens = 1 + random.nextInt(14);
            compare(
                    engines,
                    grouped,
                    tokens,
                    1 + random.nextInt(70),
                    1 + random.nextInt(200),
                    random);
        }
    }

    /**
     * Longer than any table that a kernel makes of a row of x, and more panels than it takes at
     * once.
     */
    @ParameterizedTest
    @MethodSource("schemes")
    void integer_products_of_long_rows_are_the_definition_bit_for_bit(QuantScheme scheme) {
        List<NativeEngine> engines = NativeKernels.engines();
        compare(engines, scheme, 2, 45, 4200, new Random(1));
        compare(engines, scheme, 1, 1300, 100, new Random(2));
    }

    private static void compare(
            List<NativeEngine> engines,
            QuantScheme scheme,
            int tokens,
            int rows,
            int cols,
            Random random) {
        Layout layout = Layout.values()[random.nextInt(Layout.values().length)];
        QuantTensor weights = weights(scheme, rows, cols, random);
        Matrix x = Matrices.of(layout, tokens, cols, random::nextGaussian);
        float alpha = random.nextInt(3) == 0 ? 0.75f : 1;
        float beta = random.nextInt(3) == 0 ? -0.5f : 0;
        Matrix start = Matrices.of(layout, tokens, rows, random::nextGaussian);
        float[] expected = ExactInt8.product(x, weights, Matrices.values(start), alpha, beta);
        String what = "%s, x [%d, %d], %d rows, %s".formatted(scheme, tokens, cols, rows, layout);
        for (NativeEngine engine : engines) {
            Matrix y = copy(layout, start);
            QuantisedProduct.multiplyInt8(engine, x, weights, y, alpha, beta);
            assertThat(Matrices.values(y)).as("%s by %s", what, engine.probe()).isEqualTo(expected);
        }
        for (Engine engine : List.of(new VectorEngine(), new ScalarEngine())) {
            Matrix y = copy(layout, start);
            QuantisedProduct.multiplyInt8(engine, x, weights, y, alpha, beta);
            assertThat(Matrices.values(y)).as("%s by %s", what, engine.name()).isEqualTo(expected);
        }
    }

    private static QuantTensor weights(QuantScheme scheme, int rows, int cols, Random random) {
        return scheme.encode(Matrices.of(Layout.ROW_MAJOR, rows, cols, random::nextGaussian));
    }

    private static Matrix copy(Layout layout, Matrix x) {
        Matrix copy = Matrices.filled(layout, x.rows(), x.cols(), 0);
        Overlap.copy(x, copy);
        return copy;
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void f32_products_stay_within_the_bound_of_their_sums(QuantScheme scheme) {
        List<NativeEngine> engines = NativeKernels.engines();
        Random random = new Random(8);
        for (int i = 0; i < 200; i++) {
            int tokens = 1 + random.nextInt(14);
            int rows = 1 + random.nextInt(70);
            int cols = 1 + random.nextInt(300);
            Layout layout = Layout.values()[i % Layout.values().length];
            QuantTensor weights = weights(scheme, rows, cols, random);
            Matrix x = Matrices.of(layout, tokens, cols, random::nextGaussian);
            for (NativeEngine engine : engines) {
                Matrix y = Matrices.filled(layout, tokens, rows, Float.NaN);
                QuantisedProduct.multiply(engine, x, weights, y, 1, 0, HIGHEST);
                checkBound(x, weights, y);
            }
            Matrix y = Matrices.filled(layout, tokens, rows, Float.NaN);
            QuantisedProduct.multiply(new VectorEngine(), x, weights, y, 1, 0, HIGHEST);
            checkBound(x, weights, y);
        }
    }

    /** |y - exact| is at most (k + 2) roundings of the sum of magnitudes. */
    private static void checkBound(Matrix x, QuantTensor weights, Matrix y) {
        for (int token = 0; token < y.rows(); token++) {
            for (int row = 0; row < y.cols(); row++) {
                double exact = 0;
                double magnitude = 0;
                for (int i = 0; i < x.cols(); i++) {
                    double term = (double) weights.get(row, i) * Matrices.get(x, token, i);
                    exact += term;
                    magnitude += Math.abs(term);
                }
                double bound = (x.cols() + 2) * 0x1p-24 * magnitude;
                assertThat(Math.abs(Matrices.get(y, token, row) - exact))
                        .as("%s, row %d of %d columns", weights.scheme(), row, x.cols())
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    @Test
    void integers_are_multiplied_exactly_with_f32_activations() {
        for (NativeEngine engine : NativeKernels.engines()) {
            schemes()
                    .forEach(scheme -> {
                        QuantTensor weights = weights(scheme, 40, 96, new Random(3));
                        Matrix one = Matrices.filled(Layout.ROW_MAJOR, 96, 96, 0);
                        for (int i = 0; i < 96; i++) {
                            Matrices.set(one, i, i, 1);
                        }
                        Matrix y = Matrices.filled(Layout.ROW_MAJOR, 96, 40, 0);
                        QuantisedProduct.multiply(engine, one, weights, y, 1, 0, HIGHEST);
                        assertThat(unsignedZeros(y))
                                .as("%s by %s", scheme, engine.probe())
                                .isEqualTo(unsignedZeros(weights.decode().transposed()));
                    });
        }
    }

    private static float[] unsignedZeros(Matrix x) {
        float[] values = Matrices.values(x);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f;
        }
        return values;
    }

    @Test
    void a_block_with_an_infinity_or_a_nan_gives_nan_and_tiny_blocks_give_0() {
        QuantTensor weights = weights(QuantSchemes.of("q4"), 20, 64, new Random(4));
        for (float odd : new float[] {Float.POSITIVE_INFINITY, Float.NaN}) {
            Matrix x = Matrices.filled(Layout.ROW_MAJOR, 1, 64, 1);
            Matrices.set(x, 0, 40, odd);
            for (NativeEngine engine : NativeKernels.engines()) {
                Matrix y = Matrices.filled(Layout.ROW_MAJOR, 1, 20, 0);
                QuantisedProduct.multiplyInt8(engine, x, weights, y, 1, 0);
                assertThat(Matrices.values(y)).containsOnly(Float.NaN);
            }
            Matrix y = Matrices.filled(Layout.ROW_MAJOR, 1, 20, 0);
            QuantisedProduct.multiplyInt8(new ScalarEngine(), x, weights, y, 1, 0);
            assertThat(Matrices.values(y)).containsOnly(Float.NaN);
        }
        Matrix tiny = Matrices.filled(Layout.ROW_MAJOR, 1, 64, 0x1p-101f);
        for (NativeEngine engine : NativeKernels.engines()) {
            Matrix y = Matrices.filled(Layout.ROW_MAJOR, 1, 20, 5);
            QuantisedProduct.multiplyInt8(engine, tiny, weights, y, 1, 0);
            assertThat(Matrices.values(y)).containsOnly(0);
        }
    }

    @Test
    void a_result_may_lie_where_x_lay() {
        QuantTensor weights = weights(QuantSchemes.of("q4"), 64, 64, new Random(5));
        Matrix x = Matrices.normal(Layout.ROW_MAJOR, 64, 64, 6);
        float[] expected = ExactInt8.product(x, weights, Matrices.values(x), 1, 0);
        for (NativeEngine engine : NativeKernels.engines()) {
            Matrix both = copy(Layout.ROW_MAJOR, x);
            QuantisedProduct.multiplyInt8(engine, both, weights, both, 1, 0);
            assertThat(Matrices.values(both)).isEqualTo(expected);
        }
    }

    @Test
    void products_of_signs_are_the_definition_bit_for_bit() {
        List<NativeEngine> engines = NativeKernels.engines();
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            QuantScheme scheme = QuantSchemes.of("q1").withGroup(32 << i % 3);
            int cols = 1 + random.nextInt(200);
            QuantTensor weights = weights(scheme, 1 + random.nextInt(50), cols, random);
            QuantTensor x = weights(QuantSchemes.of("q1"), 1 + random.nextInt(11), cols, random);
            float[] expected = signs(x, weights);
            for (NativeEngine engine : engines) {
                Matrix y = Matrices.filled(Layout.WINDOW, x.rows(), weights.rows(), 3);
                QuantisedProduct.multiplySigns(engine, x, weights, y, 1, 0);
                assertThat(Matrices.values(y)).as(engine.probe().toString()).isEqualTo(expected);
            }
            Matrix y = Matrices.filled(Layout.WINDOW, x.rows(), weights.rows(), 3);
            QuantisedProduct.multiplySigns(new ScalarEngine(), x, weights, y, 1, 0);
            assertThat(Matrices.values(y)).as("in Java").isEqualTo(expected);
        }
    }

    private static float[] signs(QuantTensor x, QuantTensor weights) {
        float[] result = new float[x.rows() * weights.rows()];
        for (int at = 0; at < result.length; at++) {
            int token = at / weights.rows();
            int row = at % weights.rows();
            float sum = 0;
            for (int from = 0; from < x.cols(); from += 32) {
                float wScale = Math.abs(weights.get(row, from));
                float xScale = Math.abs(x.get(token, from));
                int dot = 0;
                for (int i = from; i < Math.min(x.cols(), from + 32); i++) {
                    dot += weights.get(row, i) * x.get(token, i) > 0 ? 1 : -1;
                }
                sum = Math.fma(wScale, dot * xScale, sum);
            }
            result[at] = sum;
        }
        return result;
    }

    @Test
    void operands_of_other_widths_are_no_signs() {
        QuantTensor four = weights(QuantSchemes.of("q4"), 8, 32, new Random(1));
        QuantTensor one = weights(QuantSchemes.of("q1"), 8, 32, new Random(1));
        Matrix y = Matrices.filled(Layout.ROW_MAJOR, 8, 8, 0);
        assertThatThrownBy(() -> QuantisedProduct.multiplySigns(four, one, y, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 bits; both must be packed as q1");
    }

    /** The fault that a look at the layout is most likely to miss. */
    @Test
    void swapped_nibbles_are_noticed() {
        QuantTensor weights = weights(QuantSchemes.of("q4"), 16, 64, new Random(9));
        Matrix x = Matrices.normal(Layout.ROW_MAJOR, 1, 64, 10);
        float[] expected = ExactInt8.product(x, weights, new float[16], 1, 0);
        for (NativeEngine engine : NativeKernels.engines()) {
            Matrix y = Matrices.filled(Layout.ROW_MAJOR, 1, 16, 0);
            QuantisedProduct.multiplyInt8(engine, x, swapped(weights), y, 1, 0);
            assertThat(Matrices.values(y)).isNotEqualTo(expected);
        }
    }

    private static PackedWeights swapped(QuantTensor weights) {
        byte[] codes = weights.codes().toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (codes[i] << 4 | codes[i] >> 4 & 15);
        }
        return new ChangedWeights(weights) {
            @Override
            public MemorySegment codes() {
                return MemorySegment.ofArray(codes);
            }
        };
    }

    @Test
    void levels_that_are_not_evenly_spaced_are_refused_for_integers_and_computed_in_java() {
        QuantTensor even = weights(QuantSchemes.of("q4"), 16, 64, new Random(1));
        PackedWeights uneven =
                new ChangedWeights(even) {
                    @Override
                    public float level(int code) {
                        return code == 15 ? 8 : even.level(code);
                    }
                };
        Matrix x = Matrices.normal(Layout.ROW_MAJOR, 1, 64, 2);
        Matrix y = Matrices.filled(Layout.ROW_MAJOR, 1, 16, 0);
        for (NativeEngine engine : NativeKernels.engines()) {
            assertThatThrownBy(() -> QuantisedProduct.multiplyInt8(engine, x, uneven, y, 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use f32 activations");
            QuantisedProduct.multiply(engine, x, uneven, y, 1, 0, HIGHEST);
            Matrix other = Matrices.filled(Layout.ROW_MAJOR, 1, 16, 0);
            QuantisedProduct.multiply(new VectorEngine(), x, uneven, other, 1, 0, HIGHEST);
            assertThat(Matrices.values(y)).isEqualTo(Matrices.values(other));
        }
    }
}
