package dev.mantissa.magics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccuracyCommandTest {
    /** Tests have the module from the command line; the program has not. */
    @Test
    void schemes_without_a_kernel_in_c_run_in_the_jvm_that_the_launcher_starts() throws Exception {
        OwnJvm ended =
                OwnJvm.run(
                        "--sun-misc-unsafe-memory-access=allow",
                        "accuracy",
                        "--quick",
                        "--schemes",
                        "q3,nf4:a8");
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("30 of 40 scenarios passed");
    }
}
