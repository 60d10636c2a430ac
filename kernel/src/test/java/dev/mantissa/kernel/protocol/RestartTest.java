package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A cell may have the process of the cells started anew. */
class RestartTest {
    private static final String REGISTER =
            "Magics.register(\"again\", (line, context) -> context.output().restart(line.words().isEmpty() ? null : line.words()));";

    @Test
    void a_cell_starts_the_process_anew_with_other_options_which_then_stay() throws IOException {
        try (LiveKernel kernel = new LiveKernel()) {
            kernel.run("int gone = 1;");
            kernel.run(REGISTER);
            KernelClient.Reply reply = kernel.run("print(\"said before\");\n%again -Dmark=seen");
            assertThat(reply.reply().content().get("status").getAsString()).isEqualTo("ok");
            assertThat(reply.output().toString())
                    .contains("said before", "started anew with -Dmark=seen", "Variables");
            assertThat(kernel.value("System.getProperty(\"mark\")")).contains("seen");
            assertThat(LiveKernel.error(kernel.run("gone"))).contains("cannot find symbol");
            kernel.run(REGISTER);
            kernel.run("%again");
            assertThat(kernel.value("System.getProperty(\"mark\")")).contains("seen");
        }
    }

    @Test
    void another_collector_displaces_the_first() throws IOException {
        try (LiveKernel kernel = new LiveKernel("-XX:+UseSerialGC")) {
            kernel.run(REGISTER);
            kernel.run("%again -XX:+UseParallelGC");
            assertThat(
                            kernel.value(
                                    "java.lang.management.ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName()"))
                    .contains("PS ");
        }
    }

    @Test
    void options_with_which_no_process_starts_are_given_up() throws IOException {
        try (LiveKernel kernel = new LiveKernel()) {
            kernel.run(REGISTER);
            kernel.run("%again -XX:NoSuchOption");
            // It may still wait for the process that does not start.
            kernel.run("1 + 1");
            assertThat(kernel.value("40 + 2")).isEqualTo("42");
        }
    }
}
