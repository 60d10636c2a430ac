package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Splitting;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The modes that are more than rounding each operand by itself. */
class ComposedProductTest {
    private static final int M = 5;
    private static final int K = 77;
    private static final int N = 6;

    private final Engine vector = new VectorEngine(new WorkerPool(3), true);
    private final Engine scalar = new ScalarEngine();

    static List<Precision> modes() {
        return Precisions.all().stream().filter(mode -> !mode.isPlain()).toList();
    }

    private static float[] row(Matrix x, int row) {
        float[] values = new float[x.cols()];
        for (int j = 0; j < values.length; j++) {
            values[j] = Matrices.get(x, row, j);
        }
        return values;
    }

    private static float[] rounded(float[] vector, NumberFormat format) {
        float[] copy = vector.clone();
        format.round(copy, 0, copy.length);
        return copy;
    }

    /** From the definition, in exact decimals but for 16-bit sums. */
    private static double expected(float[] a, float[] b, Precision mode) {
        Splitting splitting = mode.splitting();
        if (splitting == null) {
            return sum(rounded(a, mode.operandFormat()), rounded(b, mode.rightFormat()), mode);
        }
        BigDecimal total = BigDecimal.ZERO;
        float[] left = a.clone();
        for (int i = 0; i < splitting.parts(); i++) {
            float[] leftPart = rounded(left, splitting.part());
            float[] right = b.clone();
            for (int j = 0; j < splitting.parts(); j++) {
                float[] rightPart = rounded(right, splitting.part());
                if (splitting.includes(i, j)) {
                    total = total.add(exact(leftPart, rightPart, 0, K));
                }
                subtract(right, rightPart);
            }
            subtract(left, leftPart);
        }
        return total.doubleValue();
    }

    private static void subtract(float[] from, float[] what) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= what[i];
        }
    }

    private static double sum(float[] a, float[] b, Precision mode) {
        return switch (mode.accumulation()) {
            case F32, F64 -> exact(a, b, 0, K).doubleValue();
            case F32_SEQUENTIAL -> {
                float sum = 0;
                for (int i = 0; i < K; i++) {
                    sum += a[i] * b[i];
                }
                yield sum;
            }
            case F16, BF16 -> narrow(a, b, mode.accumulation() == Accumulation.F16 ? 11 : 8);
        };
    }

    private static BigDecimal exact(float[] a, float[] b, int from, int to) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = from; i < to; i++) {
            sum = sum.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
        }
        return sum;
    }

    private static double narrow(float[] a, float[] b, int significandBits) {
        double sum = 0;
        for (int from = 0; from < K; from += 8) {
            BigDecimal next = new BigDecimal(sum).add(exact(a, b, from, Math.min(K, from + 8)));
            sum = nearest(next, significandBits);
        }
        return sum;
    }

    /** To nearest even, away from subnormals and overflow. */
    private static double nearest(BigDecimal value, int significandBits) {
        if (value.signum() == 0) {
            return 0;
        }
        int exponent = Math.getExponent(value.doubleValue()) - (significandBits - 1);
        BigDecimal spacing = new BigDecimal(Math.scalb(1.0, exponent));
        return value.divide(spacing)
                .setScale(0, java.math.RoundingMode.HALF_EVEN)
                .multiply(spacing)
                .doubleValue();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void both_engines_give_what_the_definition_says(Precision mode) {
        for (Layout layout : Layout.values()) {
            Matrix a = Matrices.normal(layout, M, K, 1);
            Matrix b = Matrices.normal(layout, K, N, 2);
            for (Engine engine : List.of(vector, scalar)) {
                Matrix c = Matrices.filled(layout, M, N, Float.NaN);
                engine.matmul(a, b, c, 1, 0, mode);
                for (int i = 0; i < M; i++) {
                    for (int j = 0; j < N; j++) {
                        double wanted = expected(row(a, i), row(b.transposed(), j), mode);
                        assertThat((double) Matrices.get(c, i, j)).isCloseTo(wanted, within(2e-5));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void alpha_and_beta_hold_and_an_operand_may_be_the_result(Precision mode) {
        Matrix a = Matrices.normal(Layout.ROW_MAJOR, K, K, 3);
        Matrix product = Matrices.filled(Layout.ROW_MAJOR, K, K, 0);
        vector.matmul(a, a, product, 1, 0, mode);
        Matrix scaled = Matrices.filled(Layout.ROW_MAJOR, K, K, 2);
        vector.matmul(a, a, scaled, 3, 0.5f, mode);
        for (int i = 0; i < K; i++) {
            double wanted = 3 * Matrices.get(product, i, 4) + 1;
            assertThat((double) Matrices.get(scaled, i, 4)).isCloseTo(wanted, within(1e-3));
        }
        vector.matmul(a, a, a, 1, 0, mode);
        assertThat(Matrices.values(a)).isEqualTo(Matrices.values(product));
    }

    @ParameterizedTest
    @CsvSource({"f16acc16, 4096", "bf16acc16, 2048", "bf16x6, 4096", "int8, 4096", "mxfp4, 4096"})
    void sums_of_4096_ones(String mode, float sum) {
        Matrix a = Matrices.filled(Layout.ROW_MAJOR, 2, 4096, 1);
        Matrix b = Matrices.filled(Layout.ROW_MAJOR, 4096, 2, 1);
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, 2, 2, 0);
        vector.matmul(a, b, c, 1, 0, Precisions.of(mode));
        assertThat(Matrices.values(c)).containsOnly(sum);
    }

    @Test
    void split_modes_are_at_least_as_good_as_f32() {
        Matrix a = Matrices.normal(Layout.ROW_MAJOR, 64, 4096, 5);
        Matrix b = Matrices.normal(Layout.ROW_MAJOR, 4096, 64, 6);
        double[] oracle = Reference.product(a, b);
        double f32 = error(a, b, "f32", oracle);
        assertThat(error(a, b, "bf16x6", oracle)).isLessThan(f32);
        assertThat(error(a, b, "bf16x9", oracle)).isLessThan(f32);
        assertThat(error(a, b, "tf32x3", oracle)).isLessThan(1.05 * f32);
    }

    private double error(Matrix a, Matrix b, String mode, double[] oracle) {
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, a.rows(), b.cols(), 0);
        vector.matmul(a, b, c, 1, 0, Precisions.of(mode));
        return Matrices.error(Matrices.values(c), oracle);
    }

    @Test
    void infinities_and_nan_reach_the_result() {
        Matrix a = Matrices.filled(Layout.ROW_MAJOR, 1, 64, 1);
        Matrix b = Matrices.filled(Layout.ROW_MAJOR, 64, 1, 1);
        Matrices.set(a, 0, 3, Float.POSITIVE_INFINITY);
        for (Precision mode : modes()) {
            Matrix c = Matrices.filled(Layout.ROW_MAJOR, 1, 1, 0);
            vector.matmul(a, b, c, 1, 0, mode);
            assertThat(Float.isFinite(Matrices.get(c, 0, 0))).as(mode.name()).isFalse();
        }
    }

    static Stream<String> splitModes() {
        return Precisions.all().stream()
                .filter(mode -> mode.splitting() != null)
                .flatMap(mode -> Stream.of(mode.name(), mode.name() + "@h100"));
    }

    @ParameterizedTest
    @MethodSource("splitModes")
    void split_modes_give_the_special_values_that_f32_gives(String mode) {
        float infinity = Float.POSITIVE_INFINITY;
        // 1.7 has parts of both signs.
        float[][] left = {{infinity, 1}, {-infinity, 1.7f}, {infinity, infinity}, {1, 0}, {1, 1}};
        float[][] right = {
            {1, 1}, {1.7f, 1}, {infinity, 1.7f}, {infinity, infinity}, {1, infinity}
        };
        for (float[] x : left) {
            for (float[] y : right) {
                Float expected = dot(x, y, "f32");
                if (!Float.isFinite(expected)) {
                    assertThat(dot(x, y, mode)).as("%s · %s", x[0], y[0]).isEqualTo(expected);
                }
            }
        }
        assertThat(dot(new float[] {Float.NaN, 1}, new float[] {1, 1}, mode)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("splitModes")
    void values_near_the_largest_of_f32_stay_finite(String mode) {
        for (float sign : new float[] {1, -1}) {
            float largest = sign * Float.MAX_VALUE;
            float[] ones = {1, 1};
            assertThat(dot(new float[] {largest, 1}, ones, mode) / largest)
                    .isBetween(1 - 0x1p-14f, 1f);
            assertThat(dot(ones, new float[] {1, largest}, mode) / largest)
                    .isBetween(1 - 0x1p-14f, 1f);
        }
    }

    private float dot(float[] x, float[] y, String mode) {
        Matrix a = Matrix.rowMajor(MemorySegment.ofArray(x), 1, x.length);
        Matrix b = Matrix.rowMajor(MemorySegment.ofArray(y), y.length, 1);
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, 1, 1, 0);
        vector.matmul(a, b, c, 1, 0, Precisions.of(mode));
        return Matrices.get(c, 0, 0);
    }
}
