package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.cuda.NvidiaDriver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuMagicTest {
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
}
