package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VectorEngineTest {
    private static final Precision HIGHEST = Precisions.of("highest");
    private static final Engine ORACLE = new ScalarEngine();
    private final Engine engine = new VectorEngine(new WorkerPool(3), true);

    /** Sizes that hit tails of vectors, tiles and blocks: [m, k, n]. */
    static Stream<Arguments> shapes() {
        int[] sizes = {1, 4, 6, 8, 13, 31, 33, 64, 100, 257};
        Stream<Arguments> squares = Stream.of(shape(1, 1, 1));
        for (int size : sizes) {
            squares =
                    Stream.concat(
                            squares,
                            Stream.of(
                                    shape(size, size, size),
                                    shape(size, 37, 5),
                                    shape(3, size, 50),
                                    shape(17, 3, size),
                                    shape(1, size, 70),
                                    shape(70, size, 1)));
        }
        return Stream.concat(
                squares,
                Stream.of(
                        shape(200, 1025, 9),
                        shape(7, 30, 4200),
                        shape(1, 1100, 600),
                        shape(600, 1100, 1)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void sums_of_integers_are_exact_in_every_layout(int m, int k, int n) {
        Layout[] layouts = Layout.values();
        for (int i = 0; i < layouts.length; i++) {
            Matrix a = Matrices.integers(layouts[i], m, k, 1);
            Matrix b = Matrices.integers(layouts[(i * 3 + 1) % layouts.length], k, n, 2);
            Matrix c = Matrices.filled(layouts[(i * 2 + 2) % layouts.length], m, n, Float.NaN);
            engine.matmul(a, b, c, 1, 0, HIGHEST);
            assertThat(Matrices.values(c)).isEqualTo(exact(a, b));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void the_error_on_normal_operands_is_that_of_f32(int m, int k, int n) {
        Matrix a = Matrices.normal(Layout.ROW_MAJOR, m, k, 3);
        Matrix b = Matrices.normal(Layout.COLUMN_MAJOR, k, n, 4);
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, m, n, 0);
        engine.matmul(a, b, c, 1, 0, HIGHEST);
        double tolerance = 1.2e-7 * Math.sqrt(k) * (m * n < 100 ? 10 : 1);
        assertThat(Matrices.error(Matrices.values(c), Reference.product(a, b)))
                .isLessThan(tolerance);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void every_combination_of_layouts_agrees_with_the_oracle(Layout layout) {
        for (Layout left : Layout.values()) {
            for (Layout right : Layout.values()) {
                Matrix a = Matrices.integers(left, 19, 40, 5);
                Matrix b = Matrices.integers(right, 40, 45, 6);
                Matrix c = Matrices.filled(layout, 19, 45, 0);
                engine.matmul(a, b, c, 1, 0, HIGHEST);
                assertThat(Matrices.values(c)).isEqualTo(exact(a, b));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void what_lies_between_the_elements_of_c_is_left_alone(Layout layout) {
        Matrix c = Matrices.filled(layout, 19, 45, 0);
        long elements = c.buffer().bytes() / Float.BYTES;
        Matrix whole = Matrix.rowMajor(c.host(), 1, (int) elements);
        for (int i = 0; i < elements; i++) {
            Matrices.set(whole, 0, i, -7.5f);
        }
        engine.matmul(
                Matrices.integers(layout, 19, 40, 5),
                Matrices.integers(layout, 40, 45, 6),
                c,
                1,
                0,
                HIGHEST);
        int untouched = 0;
        for (float value : Matrices.values(whole)) {
            untouched += value == -7.5f ? 1 : 0;
        }
        assertThat(untouched).isEqualTo((int) elements - 19 * 45);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void alpha_and_beta_are_applied_once(int m, int k, int n) {
        for (Layout layout : List.of(Layout.ROW_MAJOR, Layout.STRIDED)) {
            Matrix a = Matrices.integers(layout, m, k, 7);
            Matrix b = Matrices.integers(layout, k, n, 8);
            Matrix c = Matrices.integers(layout, m, n, 9);
            float[] expected = exact(a, b);
            float[] old = Matrices.values(c);
            for (int i = 0; i < expected.length; i++) {
                expected[i] = 2 * expected[i] - 3 * old[i];
            }
            engine.matmul(a, b, c, 2, -3, HIGHEST);
            assertThat(Matrices.values(c)).isEqualTo(expected);
        }
    }

    @Test
    void an_empty_sum_is_zero_or_what_beta_keeps() {
        Matrix a = Matrices.filled(Layout.ROW_MAJOR, 3, 0, 0);
        Matrix b = Matrices.filled(Layout.ROW_MAJOR, 0, 2, 0);
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, 3, 2, Float.NaN);
        engine.matmul(a, b, c, 1, 0, HIGHEST);
        assertThat(Matrices.values(c)).containsOnly(0);
        Matrix kept = Matrices.filled(Layout.ROW_MAJOR, 3, 2, 4);
        engine.matmul(a, b, kept, 1, 0.5f, HIGHEST);
        assertThat(Matrices.values(kept)).containsOnly(2);
    }

    @Test
    void a_result_without_columns_is_no_overlap() {
        for (Engine each : List.of(engine, ORACLE)) {
            Matrix a = Matrices.filled(Layout.ROW_MAJOR, 3, 2, 1);
            Matrix b = Matrices.filled(Layout.ROW_MAJOR, 2, 0, 1);
            each.matmul(a, b, Matrices.filled(Layout.ROW_MAJOR, 3, 0, 0), 1, 0, HIGHEST);
        }
    }

    @Test
    void a_result_whose_elements_are_one_is_refused() {
        Matrix a = Matrices.filled(Layout.ROW_MAJOR, 3, 2, 1);
        Matrix b = Matrices.filled(Layout.ROW_MAJOR, 2, 4, 1);
        Matrix c =
                new Matrix(
                        new Buffer.Host(MemorySegment.ofArray(new float[4])),
                        DType.F32,
                        0,
                        3,
                        4,
                        0,
                        1);
        assertThatThrownBy(() -> engine.matmul(a, b, c, 1, 0, HIGHEST))
                .hasMessageContaining("c repeats its elements");
        RowSource packed = QuantSchemes.of("q8").encode(b.transposed());
        assertThatThrownBy(() -> QuantisedProduct.multiply(a, packed, c, 1, 0, HIGHEST))
                .hasMessageContaining("y repeats its elements");
    }

    /** The interpreter, at first, and compiled code later. */
    @Test
    void a_product_with_a_vector_has_the_same_bits_however_often_it_is_made() {
        Matrix w = Matrices.normal(Layout.ROW_MAJOR, 60, 1003, 30);
        Matrix x = Matrices.normal(Layout.ROW_MAJOR, 1003, 1, 31);
        RowSource packed = QuantSchemes.of("nf4").encode(w);
        float[] expected = new float[60];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = inLanes(w, x, i);
        }
        float[] first = null;
        for (int round = 0; round < 300; round++) {
            Matrix y = Matrices.filled(Layout.ROW_MAJOR, 60, 1, 0);
            engine.matmul(w, x, y, 1, 0, HIGHEST);
            assertThat(Matrices.values(y)).as("dense, %d", round).isEqualTo(expected);
            QuantisedProduct.multiply(
                    engine, x.transposed(), packed, y.transposed(), 1, 0, HIGHEST);
            first = first == null ? Matrices.values(y) : first;
            assertThat(Matrices.values(y)).as("packed, %d", round).isEqualTo(first);
        }
    }

    /** Four vectors of sums, added in pairs; then their lanes, half by half; then the tail. */
    private static float inLanes(Matrix w, Matrix x, int row) {
        int lanes = MicroKernel.LANES;
        float[] sums = new float[4 * lanes];
        int whole = w.cols() / lanes * lanes;
        int unrolled = w.cols() / (4 * lanes) * 4 * lanes;
        for (int k = 0; k < whole; k++) {
            int at = k < unrolled ? k % (4 * lanes) : k % lanes;
            sums[at] = fma(w, x, row, k, sums[at]);
        }
        for (int i = 0; i < lanes; i++) {
            sums[i] = sums[i] + sums[lanes + i] + (sums[2 * lanes + i] + sums[3 * lanes + i]);
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        for (int k = whole; k < w.cols(); k++) {
            sums[0] += Matrices.get(w, row, k) * Matrices.get(x, k, 0);
        }
        return sums[0];
    }

    private static float fma(Matrix w, Matrix x, int row, int k, float sum) {
        FloatVector a = FloatVector.broadcast(MicroKernel.SPECIES, Matrices.get(w, row, k));
        FloatVector b = FloatVector.broadcast(MicroKernel.SPECIES, Matrices.get(x, k, 0));
        return Fused.multiplyAdd(a, b, FloatVector.broadcast(MicroKernel.SPECIES, sum)).lane(0);
    }

    @Test
    void infinities_and_nan_reach_only_the_results_they_belong_to() {
        for (int n : new int[] {1, 40}) {
            Matrix a = Matrices.filled(Layout.ROW_MAJOR, 9, 20, 1);
            Matrix b = Matrices.filled(Layout.ROW_MAJOR, 20, n, 1);
            Matrices.set(a, 2, 3, Float.POSITIVE_INFINITY);
            Matrices.set(a, 4, 5, Float.NaN);
            Matrices.set(a, 8, 0, Float.POSITIVE_INFINITY);
            Matrices.set(a, 8, 1, Float.NEGATIVE_INFINITY);
            Matrix c = Matrices.filled(Layout.ROW_MAJOR, 9, n, 0);
            engine.matmul(a, b, c, 1, 0, HIGHEST);
            for (int i = 0; i < 9; i++) {
                float expected =
                        i == 2 ? Float.POSITIVE_INFINITY : i == 4 || i == 8 ? Float.NaN : 20f;
                for (int j = 0; j < n; j++) {
                    assertThat(Matrices.get(c, i, j)).isEqualTo((Float) expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void every_plain_mode_rounds_its_operands_as_the_oracle_does(Precision mode) {
        for (int n : new int[] {1, 50}) {
            for (Layout layout : Layout.values()) {
                Matrix a = Matrices.normal(layout, 21, 300, 10);
                Matrix b = Matrices.normal(layout, 300, n, 11);
                Matrix c = Matrices.filled(layout, 21, n, 0);
                engine.matmul(a, b, c, 1, 0, mode);
                Matrix row = Matrices.filled(layout, n, 21, 0);
                engine.matmul(b.transposed(), a.transposed(), row, 1, 0, mode);
                double[] expected = rounded(a, b, mode);
                assertThat(Matrices.error(Matrices.values(c), expected)).isLessThan(5e-7);
                assertThat(Matrices.error(Matrices.values(row.transposed()), expected))
                        .isLessThan(5e-7);
            }
        }
    }

    static List<Precision> modes() {
        return Precisions.all().stream().filter(Precision::isPlain).toList();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void a_sum_of_4096_ones_is_4096_in_every_plain_mode(Precision mode) {
        Matrix a = Matrices.filled(Layout.ROW_MAJOR, 2, 4096, 1);
        Matrix b = Matrices.filled(Layout.ROW_MAJOR, 4096, 2, 1);
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, 2, 2, 0);
        engine.matmul(a, b, c, 1, 0, mode);
        assertThat(Matrices.values(c)).containsOnly(4096);
    }

    @Test
    void f64_sums_are_rounded_once() {
        Precision f64 = new AccumulatingIn(Accumulation.F64);
        Matrix a = Matrices.normal(Layout.WINDOW, 40, 700, 12);
        Matrix b = Matrices.normal(Layout.COLUMN_MAJOR, 700, 33, 13);
        Matrix c = Matrices.filled(Layout.STRIDED, 40, 33, 0);
        engine.matmul(a, b, c, 1, 0, f64);
        Matrix oracle = Matrices.filled(Layout.ROW_MAJOR, 40, 33, 0);
        ORACLE.matmul(a, b, oracle, 1, 0, f64);
        assertThat(Matrices.values(c)).isEqualTo(Matrices.values(oracle));
    }

    @Test
    void many_callers_at_once_get_their_own_results() throws Exception {
        Matrix a = Matrices.integers(Layout.ROW_MAJOR, 150, 160, 14);
        Matrix b = Matrices.integers(Layout.ROW_MAJOR, 160, 170, 15);
        float[] expected = exact(a, b);
        try (var callers = Executors.newFixedThreadPool(8)) {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                results.add(
                        callers.submit(() -> {
                            Matrix c = Matrices.filled(Layout.ROW_MAJOR, 150, 170, 0);
                            engine.matmul(a, b, c, 1, 0, HIGHEST);
                            return Matrices.values(c);
                        }));
            }
            for (Future<float[]> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void it_says_what_it_runs_on() {
        assertThat(engine.probe()).isInstanceOf(Probe.Ready.class);
        assertThat(((Probe.Ready) engine.probe()).detail()).contains("lanes, 3 threads");
    }

    @Test
    void without_the_module_it_refuses_and_says_what_helps() {
        Engine refused = new VectorEngine(new WorkerPool(1), false);
        assertThat(refused.probe())
                .isInstanceOfSatisfying(
                        Probe.Refused.class,
                        probe ->
                                assertThat(probe.remedy())
                                        .contains("--add-modules jdk.incubator.vector"));
        Matrix a = Matrices.filled(Layout.ROW_MAJOR, 1, 1, 1);
        assertThatThrownBy(() -> refused.matmul(a, a, a, 1, 0, HIGHEST))
                .hasMessageContaining("cannot work here");
    }

    private static Arguments shape(int m, int k, int n) {
        return Arguments.of(m, k, n);
    }

    private static float[] exact(Matrix a, Matrix b) {
        double[] sums = Reference.product(a, b);
        float[] exact = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            exact[i] = (float) sums[i];
        }
        return exact;
    }

    private static double[] rounded(Matrix a, Matrix b, Precision mode) {
        double[] sums = new double[a.rows() * b.cols()];
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.cols(); j++) {
                for (int p = 0; p < a.cols(); p++) {
                    sums[i * b.cols() + j] +=
                            (double) mode.operandFormat().round(Matrices.get(a, i, p))
                                    * mode.operandFormat().round(Matrices.get(b, p, j));
                }
            }
        }
        return sums;
    }
}
