package dev.mantissa.lib.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.engine.Matrices.Layout;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarEngineTest {
    private static final Precision HIGHEST = Precisions.of("highest");
    private final Engine engine = new ScalarEngine();

    @ParameterizedTest
    @EnumSource(Layout.class)
    void a_product_by_hand_is_right_in_every_layout(Layout layout) {
        Matrix a = counting(layout, 2, 3);
        Matrix b = counting(layout, 3, 2);
        Matrix c = Matrices.filled(layout, 2, 2, Float.NaN);
        engine.matmul(a, b, c, 1, 0, HIGHEST);
        assertThat(Matrices.values(c)).containsExactly(22, 28, 49, 64);
    }

    @Test
    void alpha_scales_the_product_and_beta_what_was_there() {
        Matrix c = Matrices.filled(Layout.ROW_MAJOR, 2, 2, 10);
        engine.matmul(
                counting(Layout.ROW_MAJOR, 2, 3),
                counting(Layout.ROW_MAJOR, 3, 2),
                c,
                2,
                -1,
                HIGHEST);
        assertThat(Matrices.values(c)).containsExactly(34, 46, 88, 118);
    }

    @Test
    void shapes_that_do_not_fit_are_named() {
        Matrix a = counting(Layout.ROW_MAJOR, 2, 3);
        assertThatThrownBy(() -> engine.matmul(a, a, a, 1, 0, HIGHEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a [2, 3] · b [2, 3]")
                .hasMessageContaining("b [k, n]");
    }

    @Test
    void a_view_beyond_its_buffer_is_refused() {
        Matrix a = counting(Layout.ROW_MAJOR, 2, 3);
        Matrix beyond = new Matrix(a.buffer(), DType.F32, 1, 2, 3, 3, 1);
        Matrix b = counting(Layout.ROW_MAJOR, 3, 2);
        Matrix c = counting(Layout.ROW_MAJOR, 2, 2);
        assertThatThrownBy(() -> engine.matmul(beyond, b, c, 1, 0, HIGHEST))
                .hasMessageContaining("elements 1 to 6 of a buffer of 6");
    }

    @Test
    void device_memory_is_refused_with_the_remedy() {
        Matrix device = new Matrix(new Buffer.Device("cuda", 1, 24, 0), DType.F32, 0, 2, 3, 3, 1);
        Matrix b = counting(Layout.ROW_MAJOR, 3, 2);
        Matrix c = counting(Layout.ROW_MAJOR, 2, 2);
        assertThatThrownBy(() -> engine.matmul(device, b, c, 1, 0, HIGHEST))
                .hasMessageContaining("copy it to the host first");
    }

    @Test
    void an_interrupt_ends_the_product() {
        Matrix a = counting(Layout.ROW_MAJOR, 2, 2);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> engine.matmul(a, a, a, 1, 0, HIGHEST))
                    .isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void memory_is_allocated_zeroed_and_copied() {
        Buffer from = engine.allocate(DType.F32, 3);
        Buffer to = engine.allocate(DType.F32, 3);
        Matrix source = new Matrix(from, DType.F32, 0, 1, 3, 3, 1);
        assertThat(Matrices.values(source)).containsExactly(0, 0, 0);
        Matrices.set(source, 0, 2, 7);
        engine.copy(from, to);
        assertThat(Matrices.values(new Matrix(to, DType.F32, 0, 1, 3, 3, 1)))
                .containsExactly(0, 0, 7);
        assertThatThrownBy(() -> engine.copy(from, engine.allocate(DType.F32, 4)))
                .hasMessageContaining("from has 12 bytes, to has 16");
    }

    private static Matrix counting(Layout layout, int rows, int cols) {
        int[] next = {0};
        return Matrices.of(layout, rows, cols, () -> ++next[0]);
    }
}
