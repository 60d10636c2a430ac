package dev.mantissa.lib.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.Bf16;
import dev.mantissa.lib.format.F16;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Tensor COUNTING = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void elements_are_row_major() {
        assertThat(COUNTING.get(0, 2)).isEqualTo(3);
        assertThat(COUNTING.get(1, 0)).isEqualTo(4);
        assertThat(Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}).toArray())
                .isEqualTo(COUNTING.toArray());
        assertThat(COUNTING.shape()).isEqualTo(Shape.of(2, 3)).hasToString("[2, 3]");
    }

    @Test
    void values_are_copied_in_and_out() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.of(values);
        values[0] = 9;
        tensor.toArray()[1] = 9;
        assertThat(tensor.toArray()).containsExactly(1, 2);
    }

    @Test
    void with_changes_a_copy() {
        Tensor changed = COUNTING.with(Float.NaN, 1, 1);
        assertThat(changed.toArray()).containsExactly(1, 2, 3, 4, Float.NaN, 6);
        assertThat(COUNTING.get(1, 1)).isEqualTo(5);
    }

    @Test
    void makers_fill_as_they_say() {
        assertThat(Tensor.zeros(2, 2).toArray()).containsExactly(0, 0, 0, 0);
        assertThat(Tensor.ones(3).toArray()).containsExactly(1, 1, 1);
        assertThat(Tensor.full(0.5f, 2).toArray()).containsExactly(0.5f, 0.5f);
        assertThat(Tensor.of(1, 2, 3).toArray()).containsExactly(1, 2, 3);
        assertThat(Tensor.of(new float[] {1, 2}).shape()).isEqualTo(Shape.of(2));
        assertThat(Tensor.of().shape()).isEqualTo(Shape.of(0));
        assertThat(Tensor.eye(2).toArray()).containsExactly(1, 0, 0, 1);
        assertThat(Tensor.zeros(0, 4).toArray()).isEmpty();
    }

    @Test
    void random_values_have_the_moments_of_their_distribution() {
        Tensor normal = Tensor.randn(1, 1000, 1000);
        assertThat(normal.sum() / 1e6).isCloseTo(0, within(4e-3));
        assertThat(normal.times(normal).sum() / 1e6).isCloseTo(1, within(6e-3));
        assertThat(normal.map(x -> Math.pow(x, 4)).sum() / 1e6).isCloseTo(3, within(4e-2));
        Tensor uniform = Tensor.rand(1, 1000, 1000);
        assertThat(uniform.sum() / 1e6).isCloseTo(0.5, within(1.2e-3));
        assertThat(uniform.map(x -> x >= 0 && x < 1 ? 0 : 1).sum()).isZero();
    }

    @Test
    void a_seed_gives_the_same_values_everywhere() {
        assertThat(Tensor.randn(42, 3).toArray()).isEqualTo(Tensor.randn(42, 3).toArray());
        assertThat(Tensor.randn(42, 3).toArray()).isNotEqualTo(Tensor.randn(43, 3).toArray());
        assertThat(Tensor.rand(42, 2, 2).shape()).isEqualTo(Shape.of(2, 2));
    }

    @Test
    void elementwise_operations_work_element_by_element() {
        Tensor twice = COUNTING.plus(COUNTING);
        assertThat(twice.toArray()).containsExactly(2, 4, 6, 8, 10, 12);
        assertThat(twice.minus(COUNTING).toArray()).isEqualTo(COUNTING.toArray());
        assertThat(COUNTING.times(COUNTING).toArray()).containsExactly(1, 4, 9, 16, 25, 36);
        assertThat(COUNTING.times(2).toArray()).isEqualTo(twice.toArray());
        assertThat(COUNTING.plus(1).toArray()).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(COUNTING.minus(1).toArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(COUNTING.sum()).isEqualTo(21);
    }

    @Test
    void sums_of_f32_elements_are_the_f32_sums_of_ieee_754() {
        float[] a = Tensor.randn(1, 1000).toArray();
        float[] b = Tensor.randn(2, 1000).toArray();
        float[] sums = Tensor.of(a).plus(Tensor.of(b)).toArray();
        float[] products = Tensor.of(a).times(Tensor.of(b)).toArray();
        for (int i = 0; i < a.length; i++) {
            assertThat(sums[i]).isEqualTo(a[i] + b[i]);
            assertThat(products[i]).isEqualTo(a[i] * b[i]);
        }
    }

    @Test
    void transpose_and_reshape_keep_the_elements() {
        assertThat(COUNTING.transpose().toArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(COUNTING.transpose().shape()).isEqualTo(Shape.of(3, 2));
        assertThat(COUNTING.reshape(3, -1).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(COUNTING.reshape(-1).toArray()).isEqualTo(COUNTING.toArray());
        assertThat(COUNTING.to(DType.F64).transpose().toDoubleArray())
                .containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void products_of_whole_numbers_are_exact_in_every_layout() {
        Tensor b = Tensor.of(new float[] {1, 0, 2, 1, 0, 3}, 3, 2);
        assertThat(COUNTING.matmul(b).toArray()).containsExactly(5, 11, 14, 23);
        assertThat(COUNTING.matmulF64(b).toDoubleArray()).containsExactly(5, 11, 14, 23);
        Tensor x = Tensor.of(new float[] {1, 1, 1});
        assertThat(COUNTING.matmul(x).toArray()).containsExactly(6, 15);
        assertThat(COUNTING.matmul(x).shape()).isEqualTo(Shape.of(2));
        assertThat(x.matmul(b).toArray()).containsExactly(3, 4);
        assertThat(x.matmul(x).shape().rank()).isZero();
        assertThat(x.matmul(x).get()).isEqualTo(3);
    }

    @Test
    void rounding_is_that_of_the_format() {
        Tensor values = Tensor.of(new float[] {1.001f, 65520, -1e-9f});
        assertThat(values.round(F16.FORMAT).toArray())
                .containsExactly(1.0009766f, Float.POSITIVE_INFINITY, -0f);
        assertThat(values.round(Bf16.FORMAT).get(1)).isEqualTo(65536);
    }

    @Test
    void f64_tensors_stay_f64_and_mixtures_become_so() {
        Tensor third = Tensor.of(new double[] {1.0 / 3});
        assertThat(third.plus(Tensor.ones(1)).get(0)).isEqualTo(1.0 / 3 + 1);
        assertThat(third.matmul(Tensor.ones(1)).get()).isEqualTo(1.0 / 3);
        assertThat(third.to(DType.F32).get(0)).isEqualTo((float) (1.0 / 3));
    }

    @Test
    void a_tensor_over_native_memory_shares_it() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(16);
            Tensor tensor = Tensor.over(new Buffer.Host(memory), DType.F32, 2, 2);
            memory.setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, 3, 7f);
            assertThat(tensor.get(1, 1)).isEqualTo(7);
            assertThat(tensor.matmul(Tensor.eye(2)).toArray()).containsExactly(0, 0, 0, 7);
        }
    }

    @Test
    void an_error_report_compares_with_the_reference() {
        ErrorReport report = COUNTING.with(2.5, 0, 1).errorAgainst(COUNTING.to(DType.F64));
        assertThat(report.maxAbsolute()).isEqualTo(0.5);
        assertThat(report.relativeFrobenius()).isCloseTo(0.5 / Math.sqrt(91), within(1e-15));
    }

    @Test
    void mistakes_are_told_with_shapes_and_a_remedy() {
        Tensor b = Tensor.zeros(5, 3);
        assertMessage(
                () -> COUNTING.matmul(b),
                "matmul: a [2, 3] · b [5, 3]: inner dimensions 3 and 5 differ; a must be [m, k] and b [k, n]. a.matmul(b.transpose()) would fit.");
        assertMessage(
                () -> Tensor.zeros(3, 4).matmul(Tensor.zeros(5, 6)),
                "inner dimensions 4 and 5 differ");
        assertMessage(() -> Tensor.zeros(2, 2, 2).matmul(b), "use reshape(rows, -1)");
        assertMessage(() -> COUNTING.plus(b), "plus: shapes [2, 3] and [5, 3] differ");
        assertMessage(() -> COUNTING.reshape(4, 2), "6 elements of [2, 3] do not fill [4, 2]");
        assertMessage(() -> COUNTING.reshape(-1, -1), "one may be -1");
        assertMessage(() -> COUNTING.get(2, 0), "index [2, 0] does not lie in a tensor [2, 3]");
        assertMessage(() -> COUNTING.get(1), "give 2, each from 0");
        assertMessage(() -> Tensor.of(new float[5], 2, 3), "5 values do not fill the shape [2, 3]");
        assertMessage(() -> Tensor.of(new float[][] {{1}, {1, 2}}), "row 0 has 1 values and row 1");
        assertMessage(() -> Tensor.zeros(-1), "length -1 is negative");
        assertMessage(() -> Tensor.zeros(1 << 16, 1 << 16), "more than 2147483647 elements");
        assertMessage(() -> COUNTING.matmul(b.transpose(), "hgih"), "Did you mean 'high'?");
    }

    @Test
    void a_precision_that_would_be_ignored_is_an_error() {
        Tensor f64 = COUNTING.to(DType.F64);
        assertMessage(
                () -> f64.matmul(f64.transpose(), "bf16"),
                "matmul: precision 'bf16' is for f32 operands");
        assertMessage(() -> f64.round(Bf16.FORMAT), "use to(DType.F32) first");
        assertThat(f64.matmul(f64.transpose(), "f64").toDoubleArray())
                .containsExactly(14, 32, 32, 77);
    }

    @Test
    void text_shows_type_shape_and_corners() {
        assertThat(COUNTING.toString())
                .isEqualTo(
                        """
                        Tensor f32 [2, 3]
                        [[   1.00000,    2.00000,    3.00000]
                         [   4.00000,    5.00000,    6.00000]]\
                        """);
        float[] many = new float[10_000];
        IntStream.range(0, many.length).forEach(i -> many[i] = i);
        String text = Tensor.of(many, 100, 100).toString();
        assertThat(text.lines()).hasSize(8);
        assertThat(text).contains("9999.00000").contains("…").doesNotContain("5050");
        assertThat(Tensor.of(new float[] {1e-9f, Float.NaN}).toString())
                .isEqualTo("Tensor f32 [2]\n[ 1.0000e-09,        NaN]");
        assertThat(Tensor.zeros(0, 3).toString()).isEqualTo("Tensor f32 [0, 3]");
    }

    private static void assertMessage(ThrowingCallable code, String part) {
        assertThatThrownBy(code).isInstanceOf(UsageException.class).hasMessageContaining(part);
    }
}
