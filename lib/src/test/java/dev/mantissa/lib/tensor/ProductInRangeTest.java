package dev.mantissa.lib.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.range.NanFinding;
import dev.mantissa.lib.range.NanWatch;
import dev.mantissa.lib.range.RangeLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductInRangeTest {
    @BeforeEach
    @AfterEach
    void nothing_is_left() {
        RangeLedger.session().clear();
        NanWatch.session().clear();
    }

    @ParameterizedTest
    @CsvSource({
        "f16, 90000, 0",
        "f16 store=f16, Infinity, 1",
        "f16 store=f16 overflow=clamp, 65504, 1",
        "f16acc16, Infinity, 1",
        "f16 store=f16 on-nan=stepup, 90000, 1",
        "f16acc16 on-nan=stepup, 90000, 1",
        "f32 store=f16, 90000, 0",
        "highest store=f16, 90000, 0"
    })
    void three_hundred_times_three_hundred(String policy, float expected, int events) {
        Tensor x = Tensor.of(new float[][] {{300, 0}});
        Tensor product = Precision.with(policy, () -> x.matmul(x.transpose()));
        assertThat(product.toArray()).containsExactly(expected);
        assertThat(RangeLedger.session().entries()).hasSize(events);
    }

    @ParameterizedTest
    @CsvSource({"highest", "f32", "f64"})
    void f32_is_left_alone_as_in_nd4j_and_nothing_is_above_f64(String mode) {
        Tensor x = Tensor.of(new float[][] {{3e38f, 3e38f, -3e38f, -3e38f}});
        Precision.with(mode + " on-nan=stepup", () -> x.matmul(Tensor.full(3f, 4, 1)));
        assertThat(RangeLedger.session().entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"f16@h100", "f16acc16@v100", "bf16@h100", "f8e4m3"})
    void emulated_tensor_cores_are_clamped_too(String mode) {
        Tensor x = Tensor.of(new float[][] {{1e5f, 1}});
        Tensor clamped = Precision.with(mode + " overflow=clamp", () -> x.matmul(x.transpose()));
        assertThat(clamped.get(0, 0)).isFinite().isPositive();
    }

    @Test
    void a_trace_names_the_element() {
        Tensor x = Tensor.of(new float[][] {{1, 2}, {3e38f, 3e38f}});
        try (NanWatch.Trace trace = NanWatch.session().trace()) {
            x.matmul(Tensor.ones(2, 3));
            NanFinding found = trace.finding();
            assertThat(found).isNotNull();
            assertThat(found.index()).containsExactly(1L, 0L);
            assertThat(found.cameIn()).isFalse();
            assertThat(found.operands().getFirst().most()).isEqualTo((double) 3e38f);
        }
    }
}
