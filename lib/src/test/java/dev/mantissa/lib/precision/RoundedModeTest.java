package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundedModeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tf32:rz",
                "tf32:rne",
                "tf32:sr",
                "bf16:rz",
                "bf16:rna",
                "bf16:sr42",
                "f16:rz",
                "f16:sr",
                "f16acc16:rz",
                "f8e4m3:rz",
                "f8e4m3:rna",
                "f8e4m3:sr",
                "f8e5m2:sr",
                "e4m3:sr",
                "e2m3:rz",
                "tf32:rz@a100",
                "bf16:sr@h100"
            })
    void the_measured_error_is_within_five_percent_of_the_predicted_one(String name) {
        Precision mode = Precisions.of(name);
        for (int terms : new int[] {256, 1024}) {
            Tensor a = Tensor.randn(11, 128, terms);
            Tensor b = Tensor.randn(12, terms, 128);
            double error = a.matmul(b, mode).errorAgainst(a.matmulF64(b)).relativeFrobenius();
            assertThat(error)
                    .as("%d terms", terms)
                    .isCloseTo(mode.expectedError(terms), Percentage.withPercentage(5));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what the design page says of truncation by the instruction itself
        "tf32:rz, 7.7e-4",
        // twice the mean square of rounding to nearest
        "tf32:sr, 4.2e-4",
        "bf16:sr, 3.3e-3",
        "bf16:rna, 2.36e-3"
    })
    void predictions_are_those_of_the_definition(String mode, double error) {
        assertThat(Precisions.of(mode).expectedError(1024))
                .isCloseTo(error, Percentage.withPercentage(2));
    }

    @Test
    void errors_of_truncation_go_one_way_and_those_of_chance_do_not() {
        Tensor a = Tensor.rand(1, 32, 1024);
        Tensor b = Tensor.rand(2, 1024, 32);
        double exact = sum(a.matmulF64(b));
        assertThat(sum(a.matmul(b, Precisions.of("bf16:rz"))) / exact).isLessThan(0.998);
        assertThat(sum(a.matmul(b, Precisions.of("bf16:sr"))) / exact).isCloseTo(1, within(1e-4));
    }

    private static double sum(Tensor c) {
        double sum = 0;
        for (int i = 0; i < 32; i++) {
            for (int j = 0; j < 32; j++) {
                sum += c.get(i, j);
            }
        }
        return sum;
    }

    /** Were both operands rounded by the same chance, the diagonal of a · aᵀ would be too large. */
    @Test
    void both_operands_are_rounded_each_by_its_own_chance() {
        Tensor a = Tensor.randn(3, 256, 256);
        Tensor product = a.matmul(a.transpose(), Precisions.of("e5m1:sr"));
        Tensor exact = a.matmulF64(a.transpose());
        double ratio = 0;
        for (int i = 0; i < 256; i++) {
            ratio += product.get(i, i) / exact.get(i, i) / 256;
        }
        // One chance for both would add the mean square of its error: 2 %.
        assertThat(ratio).isCloseTo(1, within(4e-3));
    }

    @Test
    void a_seed_says_what_comes_out_whatever_the_engine_and_the_layout() throws Exception {
        Tensor a = Tensor.randn(4, 65, 300);
        Tensor b = Tensor.randn(5, 300, 33);
        Precision mode = Precisions.of("e4m3:sr7");
        List<Tensor> products = new ArrayList<>();
        for (String engine : List.of("scalar", "vector")) {
            products.add(Numerics.notebook().withEngine(engine).call(() -> a.matmul(b, mode)));
        }
        assertThat(products.get(1).errorAgainst(products.get(0)).relativeFrobenius())
                .isLessThan(1e-6);
        assertThat(
                        a.matmul(b, Precisions.of("e4m3:sr8"))
                                .errorAgainst(products.get(0))
                                .relativeFrobenius())
                .isGreaterThan(1e-2);
    }

    @ParameterizedTest
    @CsvSource({
        "TF32:RZ, tf32:rz",
        "tf32:rna, tf32",
        "bf16:rne, bf16",
        "high:rz, tf32:rz",
        "bf16:sr0, bf16:sr",
        "bf16:sr7@H100:p128, bf16:sr7@h100:p128"
    })
    void names_read_back(String given, String name) {
        Precision mode = Precisions.of(given);
        assertThat(mode.name()).isEqualTo(name);
        assertThat(Precisions.of(name)).isEqualTo(mode);
        assertThat(PrecisionPolicy.parse("attention=f32 *=" + given))
                .hasToString("attention=f32 *=" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "f32:rz, one way of rounding only",
        "int8:sr, one way of rounding only",
        "bf16x3:rz, one way of rounding only",
        "nvfp4:sr, as in bf16:sr",
        "bf16:rz7, only sr",
        "bf61:rz, Did you mean 'bf16'"
    })
    void what_cannot_be_rounded_so_is_told(String name, String words) {
        assertThatThrownBy(() -> Precisions.of(name))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(words);
    }
}
