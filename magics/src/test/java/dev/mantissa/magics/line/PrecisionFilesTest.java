package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.gpu.Gpus;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.PrecisionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %precision save}, {@code load} and {@code diff}. */
class PrecisionFilesTest {
    private static final String POLICY =
            "attention=f32 op:conv2d=high blocks.*.q=bf16@h100:p128 *=bf16 on=fallback";

    @TempDir Path folder;
    private final Numerics before = Numerics.notebook();
    private final Workbench bench = new Workbench();
    private final PrecisionMagic magic = new PrecisionMagic();

    @BeforeEach
    void start_from_the_default() {
        Numerics.setNotebook(Numerics.of("highest", Source.DEFAULT));
    }

    @AfterEach
    void the_settings_are_as_they_were() {
        Numerics.setNotebook(before);
    }

    @Test
    void what_is_saved_is_loaded_and_named_as_the_source() throws Exception {
        Path file = folder.resolve("my.policy");
        bench.run(magic, "%precision " + POLICY);
        PrecisionPolicy saved = Numerics.notebook().policy();
        assertThat(bench.run(magic, "%precision save " + file)).contains("Wrote '" + POLICY);
        assertThat(file).content().contains("\nattention=f32\n", "\non=fallback\n");
        bench.run(magic, "%precision high");
        assertThat(bench.run(magic, "%precision load " + file))
                .startsWith("Set float32 matmul precision to '" + POLICY + "'")
                .contains("\"source\":\"notebook, from " + file);
        assertThat(Numerics.notebook().policy()).isEqualTo(saved);
        bench.run(magic, "%precision reset");
        assertThat(Numerics.notebook()).hasToString("highest (default)");
    }

    @Test
    void a_file_written_by_hand_may_have_comments() throws Exception {
        Path file = write("# mine\nattention=f32   # scores\n\n*=bf16, norm=f32\non=error\n");
        bench.run(magic, "%precision load " + file);
        assertThat(Numerics.notebook().policy())
                .hasToString("attention=f32 *=bf16 norm=f32 on=error");
    }

    @Test
    void a_wrong_line_is_named_and_changes_nothing() throws Exception {
        Numerics set = Numerics.notebook();
        Path file = write("*=bf16\n\nattenton=f32\n");
        assertFails("load " + file, file + " line 3: unknown selector 'attenton'", "'attention'");
        Path empty = write("# nothing\n");
        assertFails("load " + empty, "a precision policy needs a mode");
        assertFails("load " + folder.resolve("no"), "there is no file", "%precision save FILE");
        assertFails("load " + folder, "cannot be read");
        assertFails("load", "one file is needed", "%precision load my.policy");
        assertFails("load " + write("*=bf16\nop:matmull=f32"), " line 2: op:matmull: there is no");
        assertFails("load a\0b", "is no name of a file");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 7});
        assertFails("load " + file, "is not UTF-8 text");
        assertThat(Numerics.notebook()).isSameAs(set);
    }

    @Test
    void only_policies_are_written_over() throws Exception {
        Path other = write("dear diary");
        assertFails("save " + other, "holds no policy, so it is not replaced");
        assertThat(other).hasContent("dear diary");
        assertFails("save " + folder, "holds no policy");
        Path own = folder.resolve("own.policy");
        bench.run(magic, "%precision save " + own);
        bench.run(magic, "%precision high");
        bench.run(magic, "%precision save " + own);
        assertThat(own).content().endsWith("\nhigh\n");
    }

    @Test
    void diff_shows_what_resolves_differently_with_both_errors() throws Exception {
        List<String> lines = diff("balanced \"attention=f32 norm=bf16 *=f16\"");
        assertThat(lines.getFirst()).isEqualTo("balanced against attention=f32 norm=bf16 *=f16");
        assertThat(row(lines, "all (*)")).contains("bf16", "2.35e-3", "f16", "2.94e-4");
        assertThat(row(lines, "norm")).contains("f32", "native", "2.89e-7", "bf16", "emulated");
        assertThat(lines).noneMatch(l -> l.startsWith("attention "));
        assertThat(lines).contains("In the same way: 1 more that one of them names.");
    }

    @Test
    void diff_compares_with_what_is_in_force_and_with_files() throws Exception {
        bench.run(magic, "%precision fast");
        assertThat(diff("medium")).anyMatch(l -> l.contains("in the same way."));
        Path file = write("*=bf16 on=error");
        assertThat(row(diff(file + " now"), "all (*)")).contains("error", "none", "emulated");
    }

    @Test
    void diff_shows_storage_and_range_where_they_make_a_difference() throws Exception {
        String row = row(diff("f16 \"f16 store=f16 overflow=clamp\""), "all (*)");
        assertThat(row).contains("2.94e-4", "f16 store=f16 overflow=clamp", "3.6");
        assertThat(diff("bf16 \"bf16 overflow=clamp\"")).anyMatch(l -> l.contains("same way."));
    }

    @Test
    void diff_resolves_levels_on_a_simulated_device() throws Exception {
        assertThat(row(diff("high tf32x3"), "all (*)")).contains("high (tf32)", "emulated");
        Numerics.setNotebook(Numerics.notebook().withDevice(Gpus.of("A100").device().simulated()));
        assertThat(row(diff("high low"), "all (*)")).contains("high (tf32)", "native", "low (");
    }

    @Test
    void diff_knows_that_a_convolution_is_in_the_role_of_one() throws Exception {
        assertThat(row(diff("\"conv=f32 *=bf16\" \"op:conv2d=f16 *=bf16\""), "op:conv2d"))
                .contains("f32", "native", "f16");
    }

    @Test
    void diff_says_what_it_needs() {
        assertFails("diff", "no policy named", "%precision diff P1 P2");
        assertFails("diff a b c", "more than two policies named", "entries in quotes");
        assertFails("diff hgih", "unknown precision 'hgih'", "Nor is there a file of that name");
        assertFails("diff high attenton=f32", "unknown selector 'attenton'");
    }

    private List<String> diff(String arguments) throws Exception {
        return bench.run(magic, "%precision diff " + arguments).lines().map(String::strip).toList();
    }

    private static String row(List<String> lines, String operations) {
        return lines.stream()
                .filter(l -> l.startsWith(operations))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines));
    }

    private void assertFails(String arguments, String... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision " + arguments))
                .satisfies(e ->
                        assertThat(e.getMessage())
                                .startsWith("%precision " + arguments)
                                .contains(parts));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "a", ".policy"), text);
    }
}
