package dev.mantissa.magics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.VectorModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WarmCommandTest {
    /** The JVM that makes the AOT cache of what was loaded has no such class, and gives up. */
    @Test
    void what_is_recorded_for_the_cache_names_no_class_of_the_vector_module() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                VectorModule.EXPORT,
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xlog:class+load",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.mantissa.magics.Mantissa",
                                "warm")
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.lines().filter(line -> line.contains(" jdk.incubator.vector."))).isEmpty();
        assertThat(said).contains("dev.mantissa.kernel.worker.WorkerServer ");
    }
}
