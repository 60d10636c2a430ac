package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Presets;
import dev.mantissa.lib.precision.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class PrecisionCompletionTest {
    @TempDir Path folder;
    private final Workbench bench = new Workbench();
    private final PrecisionMagic magic = new PrecisionMagic();

    @Test
    void every_command_mode_preset_and_role_is_offered() {
        assertThat(words(""))
                .contains("list", "explain", "show", "diff", "matrix", "sweep", "reset")
                .contains("push", "pop", "save", "load", "op:matmul=", "layer:", "*=", "on=")
                .containsAll(Precisions.all().stream().map(p -> p.name()).toList())
                .containsAll(Presets.all().keySet())
                .containsAll(Role.labels().stream().map(r -> r + "=").toList());
        assertThat(words("attention=f32 no")).containsExactly("norm=");
        assertThat(words("push att")).containsExactly("attention=");
        assertThat(words("op:conv")).contains("op:conv2d=");
    }

    @Test
    void options_have_their_values() {
        assertThat(words("bf16 on=")).containsExactly("on=fallback", "on=error", "on=emulate");
        assertThat(words("bf16 emulate=h1")).containsExactly("emulate=h100");
        assertThat(words("bf16 emulate=h100 promote=12")).containsExactly("promote=128");
        assertThat(words("explain f8e4m3@hop")).containsExactly("f8e4m3@hopper");
        assertThat(words("attention=bf16@a10")).contains("attention=bf16@a100");
    }

    @Test
    void whatever_is_offered_for_a_policy_is_one_once_it_is_whole() {
        for (String word : words("attention=f32 ")) {
            if (word.endsWith("=")) {
                String whole = words("attention=f32 " + word).getFirst();
                assertThat(PrecisionPolicy.parse("f16 emulate=h100 " + whole).entries())
                        .as(whole)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void files_are_offered_where_files_are_meant() throws Exception {
        Files.writeString(folder.resolve("mine.policy"), "high");
        for (String before : List.of("save ", "load ", "diff ", "diff high ")) {
            assertThat(words(before + folder + "/mi")).contains(folder + "/mine.policy");
        }
        assertThat(words("explain " + folder + "/mi")).isEmpty();
        assertThat(words("pop ")).isEmpty();
    }

    @Test
    void the_layers_of_networks_in_the_session_are_offered_by_name_number_and_glob() {
        SameDiff graph = SameDiff.create();
        graph.placeHolder("x", DataType.FLOAT, 3, 4)
                .mmul("blocks.0.q", graph.var("w", Nd4j.rand(DataType.FLOAT, 4, 5)))
                .mmul("Out", graph.var("v", Nd4j.rand(DataType.FLOAT, 5, 2)));
        bench.variables.add(new Variable("net", "SameDiff", graph));
        assertThat(words("ne")).containsExactly("net");
        assertThat(words("show n")).containsExactly("net");
        assertThat(words("bl")).containsExactly("blocks.0.q=", "blocks.0.*=");
        assertThat(words("name:o")).containsExactly("name:Out=");
        assertThat(words("layer:")).containsExactly("layer:", "layer:0=", "layer:1=", "layer:-1=");
    }

    private List<String> words(String arguments) {
        return magic.complete(arguments, bench).stream().map(Candidate::text).toList();
    }
}
