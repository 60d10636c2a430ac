package dev.mantissa.lib.tensorcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GenerationTest {
    @ParameterizedTest
    @CsvSource({
        "v100, VOLTA",
        "T4, TURING",
        "rtx 2080, TURING",
        "A100, AMPERE",
        "a10, AMPERE",
        "RTX-3090, AMPERE",
        "L40S, ADA",
        "rtx_4090, ADA",
        "h100, HOPPER",
        "H200, HOPPER",
        "b200, BLACKWELL",
        "Blackwell, BLACKWELL"
    })
    void a_gpu_or_its_generation_is_found(String name, Generation expected) {
        assertThat(Generation.of(name)).isEqualTo(expected);
    }

    @Test
    void an_unknown_gpu_is_told_what_there_is() {
        assertThatThrownBy(() -> Generation.of("h1000"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("unknown GPU 'h1000'. Did you mean 'h100'? Known: volta")
                .hasMessageContaining("hopper (h100, h200");
    }

    @ParameterizedTest
    @EnumSource
    void every_generation_multiplies_f16_and_all_that_the_one_before_did(Generation generation) {
        assertThat(generation.kinds()).contains(OperandKind.F16);
        if (generation.ordinal() > 0) {
            Generation before = Generation.values()[generation.ordinal() - 1];
            assertThat(generation.kinds()).containsAll(before.kinds());
        }
    }

    @Test
    void formats_came_with_their_generations() {
        assertThat(Generation.TURING.find(OperandKind.BF16)).isEmpty();
        assertThat(Generation.AMPERE.find(OperandKind.TF32)).contains(new BlockSum(4, 24));
        assertThat(Generation.AMPERE.find(OperandKind.E4M3)).isEmpty();
        assertThat(Generation.ADA.find(OperandKind.E5M2))
                .contains(new BlockSum(16, 13, SumFormat.E8M13));
    }

    @ParameterizedTest
    @EnumSource
    void a_kind_is_found_by_its_label(OperandKind kind) {
        assertThat(OperandKind.of(" " + kind.name())).isEqualTo(kind);
        assertThat(OperandKind.of(kind.label())).isEqualTo(kind);
    }

    @Test
    void an_unknown_kind_is_told_what_there_is() {
        assertThatThrownBy(() -> OperandKind.of("bf61"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "unknown operand format 'bf61'. Did you mean 'bf16'? Known: f16, bf16, tf32, e4m3, e5m2. Type one of them.");
    }

    @Test
    void an_adder_outside_what_is_emulated_is_refused() {
        assertThatThrownBy(() -> new BlockSum(5, 23))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 terms with 23 fraction bits");
    }
}
