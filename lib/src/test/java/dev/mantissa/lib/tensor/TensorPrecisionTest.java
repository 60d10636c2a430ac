package dev.mantissa.lib.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of tensors under the precision in force, judged by the f64 product. */
class TensorPrecisionTest {
    @ParameterizedTest
    @ValueSource(strings = {"f16", "bf16", "tf32", "high", "medium", "highest", "f64"})
    void four_thousand_ones_sum_to_four_thousand(String mode) {
        Tensor sum = Tensor.ones(1, 4096).matmul(Tensor.ones(4096, 1), mode);
        assertThat(sum.get(0, 0)).isEqualTo(4096);
    }

    static Stream<Arguments> modes_and_terms() {
        return Precisions.all().stream()
                .flatMap(mode ->
                        Stream.of(256, 1000, 4096, 8192).map(terms -> Arguments.of(mode, terms)));
    }

    @ParameterizedTest
    @MethodSource("modes_and_terms")
    void the_measured_error_is_within_five_percent_of_the_expected_one(Precision mode, int terms) {
        Tensor a = Tensor.randn(1, 96, terms);
        Tensor b = Tensor.randn(2, terms, 96);
        double measured = a.matmul(b, mode).errorAgainst(oracle(a, b)).relativeFrobenius();
        assertThat(measured).isCloseTo(mode.expectedError(terms), Percentage.withPercentage(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256, 4096})
    void f64_sums_are_rounded_once(int terms) {
        Tensor a = Tensor.randn(1, 64, terms);
        Tensor b = Tensor.randn(2, terms, 64);
        Tensor measured = a.matmul(b, "f64");
        assertThat(measured.toArray()).isEqualTo(oracle(a, b).to(DType.F32).toArray());
    }

    @Test
    void a_rounding_mode_is_the_f32_product_of_rounded_operands() {
        Tensor a = Tensor.randn(1, 33, 70);
        Tensor b = Tensor.randn(2, 70, 29);
        for (Precision mode : Precisions.all()) {
            if (mode.isPlain() && !mode.operandFormat().roundsNothing()) {
                Tensor rounded =
                        a.round(mode.operandFormat()).matmul(b.round(mode.operandFormat()), "f32");
                assertThat(a.matmul(b, mode).toArray()).isEqualTo(rounded.toArray());
            }
        }
    }

    @Test
    void the_scope_decides_where_no_argument_does() {
        Tensor a = Tensor.randn(1, 20, 20);
        Tensor inScope = Precision.with("bf16", () -> a.matmul(a));
        assertThat(inScope.toArray()).isEqualTo(a.matmul(a, "bf16").toArray());
        Tensor argument = Precision.with("bf16", () -> a.matmul(a, "tf32"));
        assertThat(argument.toArray()).isEqualTo(a.matmul(a, "tf32").toArray());
        Tensor byOperation = Precision.with("op:matmul=f16 *=bf16", () -> a.matmul(a));
        assertThat(byOperation.toArray()).isEqualTo(a.matmul(a, "f16").toArray());
    }

    @Test
    void sixty_four_threads_compute_in_their_own_precision() throws Exception {
        Tensor a = Tensor.randn(1, 24, 24);
        List<float[]> expected =
                Precisions.all().stream().map(mode -> a.matmul(a, mode).toArray()).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(64)) {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String mode = Precisions.all().get(i % expected.size()).name();
                results.add(
                        pool.submit(
                                Precision.with(
                                        mode, () -> Numerics.wrap(() -> a.matmul(a).toArray()))));
            }
            for (int i = 0; i < 64; i++) {
                assertThat(results.get(i).get()).isEqualTo(expected.get(i % expected.size()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1000})
    void the_f64_reference_is_the_plain_f64_product(int terms) {
        Tensor a = Tensor.randn(1, 40, terms);
        Tensor b = Tensor.randn(2, terms, 50);
        assertThat(a.matmulF64(b).errorAgainst(oracle(a, b)).relativeFrobenius()).isLessThan(1e-15);
    }

    /** A loop over f64 values that no engine has a part in. */
    private static Tensor oracle(Tensor a, Tensor b) {
        return a.to(DType.F64).matmul(b.to(DType.F64));
    }
}
