package dev.mantissa.magics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmCommandTest {
    /** The JVM that makes the AOT cache of what was loaded has no such class, and gives up. */
    @Test
    void what_is_recorded_for_the_cache_names_no_class_of_the_vector_module() throws Exception {
        OwnJvm ended = OwnJvm.run("-Xlog:class+load", "warm");
        String said = ended.output();
        assertThat(ended.status()).isZero();
        assertThat(said.lines().filter(line -> line.contains(" jdk.incubator.vector."))).isEmpty();
        assertThat(said).contains("dev.mantissa.kernel.worker.WorkerServer ");
    }
}
