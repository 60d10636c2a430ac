package dev.mantissa.magics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.engine.VectorModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AccuracyCommandTest {
    /** Tests have the module from the command line; the program has not. */
    @Test
    void schemes_without_a_kernel_in_c_run_in_the_jvm_that_the_launcher_starts() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                VectorModule.EXPORT,
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.mantissa.magics.Mantissa",
                                "accuracy",
                                "--quick",
                                "--schemes",
                                "q3,nf4:a8")
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("30 of 40 scenarios passed");
    }
}
