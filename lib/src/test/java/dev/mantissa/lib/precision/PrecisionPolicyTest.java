package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionPolicyTest {
    @Test
    void one_mode_is_for_everything() {
        PrecisionPolicy policy = PrecisionPolicy.parse(" High ");
        assertThat(policy.mode("matmul", null).name()).isEqualTo("high");
        assertThat(policy.mode("conv2d", Role.CONV).name()).isEqualTo("high");
        assertThat(policy).hasToString("high");
    }

    @Test
    void the_most_specific_entry_wins_whatever_the_order() {
        PrecisionPolicy policy =
                PrecisionPolicy.parse("op:special=f64 qk=f32 attention=f16 *=bf16 mlp=tf32");
        assertThat(policy.mode("matmul", null).name()).isEqualTo("bf16");
        assertThat(policy.mode("matmul", Role.MLP).name()).isEqualTo("tf32");
        assertThat(policy.mode("matmul", Role.ATTENTION).name()).isEqualTo("f16");
        assertThat(policy.mode("matmul", Role.AV).name()).isEqualTo("f16");
        assertThat(policy.mode("matmul", Role.QK).name()).isEqualTo("f32");
        assertThat(policy.mode("SPECIAL", Role.QK).name()).isEqualTo("f64");
    }

    @Test
    void a_later_entry_wins_a_tie() {
        PrecisionPolicy policy = PrecisionPolicy.parse("*=high mlp=f16 *=medium mlp=tf32");
        assertThat(policy.everything().name()).isEqualTo("medium");
        assertThat(policy.mode("matmul", Role.MLP).name()).isEqualTo("tf32");
    }

    @Test
    void what_no_entry_names_is_computed_in_highest() {
        PrecisionPolicy policy = PrecisionPolicy.parse("attention=bf16");
        assertThat(policy.mode("matmul", null).name()).isEqualTo("highest");
        assertThat(policy.everything().name()).isEqualTo("highest");
    }

    @Test
    void presets_are_policies() {
        for (Map.Entry<String, String> preset : Presets.all().entrySet()) {
            assertThat(PrecisionPolicy.parse(preset.getKey()))
                    .isEqualTo(PrecisionPolicy.parse(preset.getValue()));
        }
        assertThat(PrecisionPolicy.parse("BALANCED")).hasToString("attention=f32 norm=f32 *=bf16");
    }

    @Test
    void an_amendment_changes_a_part_or_everything() {
        PrecisionPolicy policy = PrecisionPolicy.parse("medium");
        assertThat(policy.amend("attention=f32")).hasToString("*=medium attention=f32");
        assertThat(policy.amend("attention=f32").amend("attention=f16"))
                .hasToString("*=medium attention=f16");
        assertThat(policy.amend("attention=f32").amend("high")).hasToString("high");
    }

    @Test
    void text_and_policy_are_one_to_one() {
        for (String text : new String[] {"high", "attention=f32 *=bf16", "op:conv2d=high"}) {
            PrecisionPolicy policy = PrecisionPolicy.parse(text);
            assertThat(policy).hasToString(text);
            assertThat(PrecisionPolicy.parse(policy.toString())).isEqualTo(policy);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "attenton=f32, unknown selector 'attenton'",
        "attenton=f32, Did you mean 'attention'?",
        "attention=f23, unknown precision 'f23'",
        "blanced, Did you mean 'balanced'?",
        "=f32, unknown selector ''",
        "op:=f32, unknown selector 'op:'",
        "'', needs a mode"
    })
    void a_bad_policy_names_the_word_that_is_wrong(String text, String message) {
        assertThatThrownBy(() -> PrecisionPolicy.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
