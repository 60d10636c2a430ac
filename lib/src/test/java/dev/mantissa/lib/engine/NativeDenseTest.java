package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.nativecode.CpuLevel;
import dev.mantissa.lib.nativecode.KernelLibrary;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of f32 matrices by the native engine. */
class NativeDenseTest {
    private static final Precision HIGHEST = Precisions.of("highest");
    private static final Engine VECTOR = new VectorEngine(new WorkerPool(3), true);

    @ParameterizedTest
    @CsvSource({
        "2, 1, 2",
        "12, 16, 32",
        "13, 17, 33",
        "24, 25, 31",
        "37, 257, 65",
        "300, 20, 40",
        "29, 1040, 47"
    })
    void the_bits_are_the_vector_engines_in_every_layout(int m, int k, int n) {
        for (Layout left : Layout.values()) {
            for (Layout right : Layout.values()) {
                Matrix a = Matrices.normal(left, m, k, 1);
                Matrix b = Matrices.normal(right, k, n, 2);
                Layout result = Layout.values()[(left.ordinal() + 2 * right.ordinal()) % 5];
                same(a, b, result, HIGHEST);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"high", "medium", "tf32", "f16"})
    void rounding_is_part_of_packing_here_too(String mode) {
        same(
                Matrices.normal(Layout.ROW_MAJOR, 40, 300, 3),
                Matrices.normal(Layout.ROW_MAJOR, 300, 70, 4),
                Layout.ROW_MAJOR,
                Precisions.of(mode));
    }

    private static void same(Matrix a, Matrix b, Layout layout, Precision mode) {
        for (Engine engine : NativeKernels.engines()) {
            Matrix ours = Matrices.normal(layout, a.rows(), b.cols(), 5);
            Matrix theirs = Matrices.normal(layout, a.rows(), b.cols(), 5);
            engine.matmul(a, b, ours, 0.7f, -1.3f, mode);
            VECTOR.matmul(a, b, theirs, 0.7f, -1.3f, mode);
            assertThat(Matrices.values(ours)).isEqualTo(Matrices.values(theirs));
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void what_lies_between_the_elements_of_c_is_left_alone(Layout layout) {
        Matrix a = Matrices.integers(Layout.ROW_MAJOR, 29, 41, 1);
        Matrix b = Matrices.integers(Layout.ROW_MAJOR, 41, 45, 2);
        for (Engine engine : NativeKernels.engines()) {
            Matrix c = Matrices.filled(layout, 29, 45, 0);
            int elements = (int) (c.buffer().bytes() / Float.BYTES);
            Matrix whole = Matrix.rowMajor(c.host(), 1, elements);
            for (int i = 0; i < elements; i++) {
                Matrices.set(whole, 0, i, -7.5f);
            }
            engine.matmul(a, b, c, 1, 0, HIGHEST);
            int untouched = 0;
            for (float value : Matrices.values(whole)) {
                untouched += value == -7.5f ? 1 : 0;
            }
            assertThat(untouched).isEqualTo(elements - 29 * 45);
        }
    }

    @Test
    void results_do_not_depend_on_the_number_of_threads() {
        if (!(KernelLibrary.load() instanceof KernelLibrary.Loaded loaded)) {
            Assumptions.abort("not run: there are no C kernels here");
            return;
        }
        Matrix a = Matrices.normal(Layout.ROW_MAJOR, 200, 600, 1);
        Matrix b = Matrices.normal(Layout.ROW_MAJOR, 600, 100, 2);
        float[] expected = product(loaded.best(), 1, a, b);
        for (int threads = 2; threads < 5; threads++) {
            assertThat(product(loaded.best(), threads, a, b)).isEqualTo(expected);
        }
    }

    private static float[] product(CpuLevel level, int threads, Matrix a, Matrix b) {
        WorkerPool pool = new WorkerPool(threads);
        Engine engine = new NativeEngine(new VectorEngine(pool, true), pool, Optional.of(level));
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, a.rows(), b.cols(), 0);
        engine.matmul(a, b, c, 1, 0, HIGHEST);
        return Matrices.values(c);
    }
}
