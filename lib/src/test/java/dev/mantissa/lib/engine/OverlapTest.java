package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Matrix;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OverlapTest {
    private static final int N = 90;

    static Stream<Arguments> engines_and_modes() {
        return Stream.of(new ScalarEngine(), new VectorEngine(new WorkerPool(3), true))
                .flatMap(engine ->
                        Stream.of("highest", "bf16", "f64")
                                .map(mode -> Arguments.of(engine, Precisions.of(mode))));
    }

    @ParameterizedTest
    @MethodSource("engines_and_modes")
    void a_product_into_its_own_operand_is_that_of_the_operand_as_it_was(
            Engine engine, Precision mode) {
        for (Layout layout : Layout.values()) {
            for (float beta : new float[] {0, 2}) {
                Matrix a = Matrices.integers(layout, N, N, 1);
                Matrix b = Matrices.integers(layout, N, N, 2);
                float[] squared = expected(a, a, a, beta);
                float[] right = expected(a, b, b, beta);
                engine.matmul(a, b, b, 1, beta, mode);
                assertThat(Matrices.values(b)).isEqualTo(right);
                engine.matmul(a, a, a, 1, beta, mode);
                assertThat(Matrices.values(a)).isEqualTo(squared);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines_and_modes")
    void a_result_that_begins_inside_an_operand_is_right_too(Engine engine, Precision mode) {
        Matrix memory = Matrices.integers(Layout.ROW_MAJOR, 2 * N, N, 3);
        Matrix a = rows(memory, 0);
        Matrix c = rows(memory, 7);
        float[] expected = expected(a, a, c, 0);
        engine.matmul(a, a.transposed().transposed(), c, 1, 0, mode);
        assertThat(Matrices.values(c)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("engines_and_modes")
    void columns_of_one_buffer_that_share_nothing_stay_apart(Engine engine, Precision mode) {
        Matrix memory = Matrices.integers(Layout.ROW_MAJOR, N, 2 * N, 4);
        Matrix a = columns(memory, 0);
        Matrix c = columns(memory, N);
        float[] expected = expected(a, a, c, 1);
        float[] untouched = Matrices.values(a);
        engine.matmul(a, a, c, 1, 1, mode);
        assertThat(Matrices.values(c)).isEqualTo(expected);
        assertThat(Matrices.values(a)).isEqualTo(untouched);
    }

    private static Matrix rows(Matrix memory, int first) {
        long offset = memory.offset() + first * memory.rowStride();
        return new Matrix(memory.buffer(), memory.type(), offset, N, N, memory.rowStride(), 1);
    }

    private static Matrix columns(Matrix memory, int first) {
        return new Matrix(memory.buffer(), memory.type(), first, N, N, memory.rowStride(), 1);
    }

    /** Exact: the operands are small integers. */
    private static float[] expected(Matrix a, Matrix b, Matrix c, float beta) {
        double[] product = Reference.product(a, b);
        float[] old = Matrices.values(c);
        float[] expected = new float[product.length];
        for (int i = 0; i < product.length; i++) {
            expected[i] = (float) (product[i] + beta * old[i]);
        }
        return expected;
    }
}
