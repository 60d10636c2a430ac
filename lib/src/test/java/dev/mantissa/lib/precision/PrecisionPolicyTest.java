package dev.mantissa.lib.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void options_are_kept_by_an_amendment_and_replaced_by_a_mode_for_everything() {
        PrecisionPolicy policy = PrecisionPolicy.parse("f16 store=f16");
        assertThat(policy.amend("overflow=clamp")).hasToString("f16 store=f16 overflow=clamp");
        assertThat(policy.amend("norm=f32")).hasToString("*=f16 norm=f32 store=f16");
        assertThat(policy.amend("store=f32")).hasToString("f16");
        assertThat(policy.amend("bf16 on-nan=stepup")).hasToString("bf16 on-nan=stepup");
        assertThat(policy.only(new F32Mode())).hasToString("f32 store=f16");
    }

    @Test
    void upcasts_are_entries() {
        assertThat(PrecisionPolicy.parse("f16 upcast=attention,matmul,norm"))
                .hasToString("*=f16 qk=f32 softmax=f32 op:matmul=f32 norm=f32");
        assertThat(PrecisionPolicy.parse("*=bf16, Upcast=norm, mlp=tf32"))
                .hasToString("*=bf16 mlp=tf32 norm=f32");
    }

    @Test
    void text_and_policy_are_one_to_one() {
        for (String text :
                new String[] {
                    "high",
                    "attention=f32 *=bf16",
                    "op:conv2d=high",
                    "f16 store=f16 overflow=clamp on-nan=stepup",
                    "attention=f32 *=bf16 store=bf16",
                    "highest overflow=clamp",
                    "layer:3=bf16 layer:0..3=f16 layer:-1=f32",
                    "blocks.*.attn.q=f32 dense*=bf16 name:out=f16 recurrent=bf16"
                }) {
            PrecisionPolicy policy = PrecisionPolicy.parse(text);
            assertThat(policy).hasToString(text);
            assertThat(PrecisionPolicy.parse(policy.toString())).isEqualTo(policy);
        }
    }

    @Test
    void a_name_is_narrower_than_a_layer_and_that_than_operation_and_role() {
        PrecisionPolicy policy =
                PrecisionPolicy.parse(
                        "name:b.attn.q=f64 b.attn.*=f32 b.*=tf32 layer:2=high layer:1..3=medium op:matmul=f16 qk=bf16 *=highest");
        assertThat(mode(policy, "b.attn.q", 2)).isEqualTo("f64");
        assertThat(mode(policy, "b.attn.k", 2)).isEqualTo("f32");
        assertThat(mode(policy, "b.mlp", 2)).isEqualTo("tf32");
        assertThat(mode(policy, "c", 2)).isEqualTo("high");
        assertThat(mode(policy, "c", 3)).isEqualTo("medium");
        assertThat(mode(policy, "c", 4)).isEqualTo("f16");
    }

    @Test
    void layers_count_from_both_ends() {
        PrecisionPolicy policy = PrecisionPolicy.parse("layer:-2..-1=bf16 layer:0=f16");
        assertThat(mode(policy, "x", 0)).isEqualTo("f16");
        assertThat(mode(policy, "x", 3)).isEqualTo("highest");
        assertThat(mode(policy, "x", 4)).isEqualTo("bf16");
        assertThat(mode(policy, "x", 5)).isEqualTo("bf16");
        assertThat(policy.mode("matmul", Role.QK).name()).isEqualTo("highest");
    }

    private static String mode(PrecisionPolicy policy, String name, int layer) {
        Operation operation = new Operation("matmul", Set.of(Role.QK), List.of(name), layer, 6);
        return policy.mode(operation).name();
    }

    @ParameterizedTest
    @CsvSource({
        "attenton=f32, unknown selector 'attenton'",
        "attenton=f32, Did you mean 'attention'?",
        "attention=f23, unknown precision 'f23'",
        "blanced, Did you mean 'balanced'?",
        "=f32, unknown selector ''",
        "op:=f32, unknown selector 'op:'",
        "name:=f32, unknown selector 'name:'",
        "dens=f32, Did you mean 'dense'?",
        "layer:x=f32, unknown layers 'layer:x'",
        "layer:=f32, unknown layers 'layer:'",
        "layer:3..1=f32, layer:1..3",
        "f16 overflow=clmp, Did you mean 'clamp'?",
        "f16 overflow=, overflow=inf",
        "f16 on-nan=step, on-nan=stepup",
        "f16 store=f17, unknown precision 'f17'",
        "f16 store=int8, a format of single values",
        "f16 upcast=atention, Did you mean 'attention'?",
        "f16 stor=f16, Did you mean 'store'?",
        "f16 store=, a format is missing",
        "*=, a mode is missing",
        "attention=, as in 'attention=bf16'",
        "f32 emulate=h100, tensor cores do not compute 'f32'",
        "quality emulate=h100, as in 'bf16 emulate=h100'",
        "bf16:rx, 'After ''bf16:'' comes rne, rna, rz, sr'",
        "bf16@h100:rz, 'comes before the GPU: bf16:rz@h100'",
        "int4:rz, has one way of rounding only",
        "int4:rx, unknown precision 'int4:rx'",
        "*:x=f32, unknown selector '*:x'",
        "'', needs a mode"
    })
    void a_bad_policy_names_the_word_that_is_wrong(String text, String message) {
        assertThatThrownBy(() -> PrecisionPolicy.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
