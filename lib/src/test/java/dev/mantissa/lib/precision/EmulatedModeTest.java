package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.Tensor;
import dev.mantissa.lib.tensorcore.ExactGroupSum;
import dev.mantissa.lib.tensorcore.ExactTensorCore;
import dev.mantissa.lib.tensorcore.ScaledOperand;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmulatedModeTest {
    private static double error(String mode, int terms) {
        Tensor a = Tensor.randn(1, 64, terms);
        Tensor b = Tensor.randn(2, terms, 64);
        return a.matmul(b, mode).errorAgainst(a.matmulF64(b)).relativeFrobenius();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bf16x3@h100", "f8e4m3@h100:p128", "tf32x3@a100:p32", "bf16@h100"})
    void the_predicted_error_grows_with_sums_too_long_to_sample(String name) {
        Tensor a = Tensor.randn(1, 24, 65_536);
        Tensor b = Tensor.randn(2, 65_536, 24);
        double measured = a.matmul(b, name).errorAgainst(a.matmulF64(b)).relativeFrobenius();
        assertThat(Precisions.of(name).expectedError(65_536))
                .isCloseTo(measured, Percentage.withPercentage(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bf16@h100", "tf32@a100", "f16@v100", "f8e4m3@l40s", "f16@t4"})
    void a_product_is_that_of_the_exact_definition(String name) throws Exception {
        Precision mode = Precisions.of(name);
        Tensor a = Tensor.randn(3, 3, 200);
        Tensor b = Tensor.randn(4, 200, 2);
        for (String engine : List.of("vector", "scalar")) {
            Tensor c = Numerics.notebook().withEngine(engine).call(() -> a.matmul(b, mode));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                    assertThat(c.get(i, j)).isEqualTo((double) exact(mode, a, b, i, j));
                }
            }
        }
    }

    private static float exact(Precision mode, Tensor a, Tensor b, int row, int col) {
        TensorCores.Values cores = (TensorCores.Values) mode.tensorCores();
        float[] left = new float[200];
        float[] right = new float[200];
        for (int p = 0; p < 200; p++) {
            left[p] = mode.operandFormat().round((float) a.get(row, p));
            right[p] = mode.operandFormat().round((float) b.get(p, col));
        }
        return ExactTensorCore.dot(cores.sum(), cores.kind(), 0, left, right);
    }

    @ParameterizedTest
    @CsvSource({
        "bf16@h100, 1024",
        "tf32@a100, 4096",
        "f16acc16@a100, 1024",
        "f8e4m3@h100, 4096",
        "f8e4m3@h100:p128, 4096",
        "bf16x6@h100, 1024",
        "tf32x3@a100:p32, 4096",
        "mxfp8@b200, 1024",
        "mxfp4@b200, 4096",
        "nvfp4@b200, 1024",
        "nvfp4@b200:p128, 512"
    })
    void the_measured_error_is_within_five_percent_of_the_expected_one(String mode, int terms) {
        assertThat(error(mode, terms))
                .isCloseTo(Precisions.of(mode).expectedError(terms), Percentage.withPercentage(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mxfp8@b200", "mxfp4@b200", "nvfp4@rtx5090", "nvfp4@b200:p128"})
    void a_product_of_scaled_blocks_is_that_of_the_exact_definition(String name) throws Exception {
        Precision mode = Precisions.of(name);
        TensorCores.Blocks cores = (TensorCores.Blocks) mode.tensorCores();
        Tensor a = Tensor.randn(3, 3, 200);
        Tensor b = Tensor.randn(4, 200, 2);
        ScaledOperand left = operand(cores, a);
        ScaledOperand right = operand(cores, b.transpose());
        int part = cores.promote() == 0 ? 200 : cores.promote();
        for (String engine : List.of("vector", "scalar")) {
            Tensor c = Numerics.notebook().withEngine(engine).call(() -> a.matmul(b, mode));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                    assertThat(c.get(i, j))
                            .isEqualTo(
                                    (double)
                                            ExactGroupSum.dot(
                                                    cores.sum(), 0, left, i, right, j, part));
                }
            }
        }
    }

    private static ScaledOperand operand(TensorCores.Blocks cores, Tensor rows) {
        int count = rows.shape().length(0);
        int k = rows.shape().length(1);
        float[] values = new float[count * k];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows.get(i / k, i % k);
        }
        return ScaledOperand.of(cores.format(), values, count, k);
    }

    @Test
    void chained_splits_lose_what_promotion_keeps() {
        double f32 = error("f32", 4096);
        assertThat(error("bf16x6@h100:p128", 4096)).isLessThan(f32);
        assertThat(error("tf32x3@a100:p32", 4096)).isLessThan(1.05 * f32);
        assertThat(error("bf16x6@h100", 4096)).isGreaterThan(5 * f32);
    }

    @ParameterizedTest
    @CsvSource({
        "tf32@v100, do not multiply tf32",
        "bf16@t4, do not multiply bf16",
        "int8@a100, no arithmetic of tensor cores",
        "nvfp4@h100, do not multiply nvfp4",
        "nvfp4@b200:p32, use a multiple of that",
        "bf16@h1000, Did you mean 'h100'",
        "bf61@h100, Did you mean 'bf16'",
        "f8e4m3@h100:p100, use a multiple of that"
    })
    void what_no_tensor_core_does_is_told(String name, String words) {
        assertThatThrownBy(() -> Precisions.of(name))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(words);
    }

    @Test
    void its_name_reads_back_and_a_policy_may_use_it() {
        Precision mode = Precisions.of("BF16@H100:p128");
        assertThat(mode.name()).isEqualTo("bf16@h100:p128");
        assertThat(Precisions.of(mode.name())).isEqualTo(mode);
        assertThat(PrecisionPolicy.parse("attention=f32 *=bf16@a100").toString())
                .isEqualTo("attention=f32 *=bf16@a100");
        assertThat(Resolution.of(mode, Device.CPU).how()).isEqualTo(Resolution.How.EMULATED);
    }

    @ParameterizedTest
    @CsvSource({
        "bf16 emulate=h100, bf16@h100",
        "f8e4m3 emulate=H100 promote=128, f8e4m3@h100:p128",
        "attention=f32 *=high emulate=a100, attention=f32 *=tf32@a100",
        "auto:err=1e-5, auto:err=1.0e-5"
    })
    void a_policy_says_on_which_gpu(String text, String policy) {
        assertThat(PrecisionPolicy.parse(text)).hasToString(policy);
        assertThat(PrecisionPolicy.parse(policy)).hasToString(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"emulate=h100", "bf16 promote=128", "bf16 emulate=h100 promote=x"})
    void half_of_it_is_told(String text) {
        assertThatThrownBy(() -> PrecisionPolicy.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("promote=");
    }
}
