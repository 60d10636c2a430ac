package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.cuda.NvidiaDriver;
import dev.mantissa.lib.gpu.Gpu;
import dev.mantissa.lib.gpu.Gpus;
import dev.mantissa.lib.precision.Numerics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GpuMagicTest {
    private final Numerics before = Numerics.notebook();
    private final Workbench bench = new Workbench();
    private final GpuMagic magic = new GpuMagic();

    @AfterEach
    void the_settings_are_as_they_were() {
        Numerics.setNotebook(before);
    }

    @Test
    void no_gpu_is_one_sentence() {
        NvidiaDriver none = new NvidiaDriver(Optional.empty(), Optional.empty(), List.of());
        assertThat(GpuMagic.sentence(none, "vector"))
                .startsWith("No GPU is used: no NVIDIA driver was found (looked for libcuda")
                .contains("run on the CPU with the engine 'vector'")
                .doesNotContain("\n")
                .endsWith(".");
    }

    @Test
    void a_gpu_that_no_engine_uses_is_named() {
        NvidiaDriver driver =
                new NvidiaDriver(
                        Optional.of(Path.of("libcuda.so.1")),
                        Optional.of("535.1"),
                        List.of("NVIDIA T4"));
        assertThat(GpuMagic.sentence(driver, "vector"))
                .startsWith("Found NVIDIA T4, driver 535.1, but no engine of this version uses it")
                .endsWith("products run on the CPU with the engine 'vector'.");
    }

    @Test
    void it_answers_on_this_machine() throws Exception {
        assertThat(new Workbench().run(new GpuMagic(), "%gpu")).contains("products run on the CPU");
    }

    @Test
    void the_matrix_has_a_row_for_each_gpu_a_legend_and_sources() throws Exception {
        String text = bench.run(magic, "%gpu matrix");
        assertThat(Gpus.all()).extracting(Gpu::name).allMatch(text::contains);
        assertThat(text.lines())
                .anyMatch(l -> l.matches("T4 +Turing +7\\.5 +n +n +R f32 +R f32 +N .*"))
                .anyMatch(l -> l.startsWith("A100") && l.contains("312") && l.contains("GB/s ["));
        assertThat(text).contains("N: on tensor cores", "unchecked:", "q: quoted", "https://");
    }

    @Test
    void it_is_reached_from_precision_too() throws Exception {
        assertThat(bench.run(new PrecisionMagic(), "%precision matrix"))
                .isEqualTo(bench.run(magic, "%gpu matrix"));
    }

    @Test
    void columns_and_the_rule_can_be_chosen() throws Exception {
        String text = bench.run(magic, "%gpu matrix bf16 High e5m4 on=Emulate");
        assertThat(text.lines().filter(l -> l.startsWith("V100")))
                .singleElement()
                .asString()
                .matches("V100 +Volta +7\\.0 +E +E \\(tf32\\) +E");
        assertThat(text).contains("on=emulate").doesNotContain("Peaks of GPUs");
        assertThat(bench.run(magic, "%gpu matrix bf16 on=error").lines())
                .anyMatch(l -> l.matches("V100 +Volta +7\\.0 +x"));
    }

    @Test
    void one_gpu_is_explained_format_by_format() throws Exception {
        assertThat(bench.run(magic, "%gpu explain rtx 4090"))
                .startsWith("RTX 4090: Ada, compute capability 8.9, 1008q GB/s")
                .contains("tensor cores", "raised to bf16", "f16/f32 165.2q", "whitepaper");
        assertThat(bench.run(magic, "%gpu explain GTX980")).contains("It has no tensor cores.");
    }

    @Test
    void a_simulated_gpu_is_what_precision_resolves_for_and_names() throws Exception {
        PrecisionMagic precision = new PrecisionMagic();
        assertThat(bench.run(magic, "%gpu simulate A100"))
                .contains("results are still computed on this CPU", "on simulated a100, native");
        assertThat(bench.run(precision, "%precision high"))
                .contains("(simulated a100, native,", "\"device\":\"simulated a100\"");
        assertThat(bench.run(precision, "%precision"))
                .contains("simulated a100", "native", "this CPU computes them");
        assertThat(bench.run(precision, "%precision list")).contains("on simulated a100");
        assertThat(bench.run(precision, "%precision explain bf16")).contains("on simulated a100");
        assertThat(bench.run(precision, "%precision reset")).contains("simulated a100");
        assertThat(bench.run(new EngineMagic(), "%engine scalar")).contains("'scalar'");
        assertThat(bench.run(precision, "%precision bf16")).contains("simulated a100");
        assertThat(bench.run(magic, "%gpu")).contains("simulated a100");
        assertThat(bench.run(magic, "%gpu simulate v100")).contains("on simulated v100, emulated");
        assertThat(bench.run(magic, "%gpu simulate off")).contains("on cpu, emulated");
        assertThat(bench.run(precision, "%precision")).doesNotContain("simulated");
    }

    @Test
    void a_wrong_name_gets_a_suggestion_and_changes_nothing() throws Exception {
        Numerics set = Numerics.notebook();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%gpu simulate A1000"))
                .withMessageStartingWith(
                        "%gpu simulate A1000: unknown GPU 'A1000'. Did you mean 'A100'? Known: GTX 980")
                .withMessageEndingWith("Nothing was changed.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%gpu simulate"))
                .withMessageContaining("no GPU named. Usage: %gpu simulate A100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%gpu matirx"))
                .withMessageContaining("unknown command 'matirx'. Did you mean 'matrix'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%gpu matrix bf61"))
                .withMessageContaining("unknown format 'bf61'. Did you mean 'bf16'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%gpu matrix on=emulat"))
                .withMessageContaining("Did you mean 'emulate'?");
        assertThat(Numerics.notebook()).isSameAs(set);
    }

    @Test
    void completion_offers_commands_gpus_and_formats() {
        assertThat(words("")).containsExactly("matrix", "explain", "simulate");
        assertThat(words("simulate rtx-4")).containsExactly("rtx-4090");
        assertThat(words("simulate o")).containsExactly("off");
        assertThat(words("explain o")).isEmpty();
        assertThat(words("matrix nv")).containsExactly("nvfp4");
        assertThat(words("matrix bf16 on=")).hasSize(3);
    }

    private List<String> words(String arguments) {
        return magic.complete(arguments, bench).stream().map(Candidate::text).toList();
    }
}
