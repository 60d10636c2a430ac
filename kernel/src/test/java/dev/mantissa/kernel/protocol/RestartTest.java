package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A cell may have the process of the cells started anew. */
class RestartTest {
    private static final String REGISTER =
            "Magics.register(\"again\", (line, context) -> context.output().restart(line.words().isEmpty() ? null : line.words(), false));";

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

    private static final String REPLAY =
            "Magics.register(\"replay\", (line, context) -> context.output().restart(null, true));";

    @Test
    void what_the_cells_of_a_killed_process_declared_is_declared_again_on_request()
            throws IOException {
        try (LiveKernel kernel = new LiveKernel()) {
            kernel.run("import java.util.concurrent.atomic.*;\nint runs = 0;");
            kernel.run("record P(int x) { int twice() { return 2 * x; } }\nruns++; println(runs);");
            kernel.run("int more(int n) { return n + runs; }\nint f(P p) { return p.twice(); }");
            kernel.run("int f(P p) { return 3 * p.twice(); }\nthrow new IllegalStateException();");
            String lost =
                    LiveKernel.error(
                            kernel.run(
                                    "new ProcessBuilder(\"kill\", \"-9\", \"\" + ProcessHandle.current().pid()).start(); Thread.sleep(60_000);"));
            assertThat(lost).contains("killed", "%restart --replay");
            kernel.run(REPLAY);
            KernelClient.Reply reply = kernel.run("%replay");
            assertThat(reply.status()).isEqualTo("ok");
            assertThat(reply.stream("stdout"))
                    .contains("Declared again: imports 1, types 1, methods 2.")
                    .doesNotContain("started");
            assertThat(kernel.value("f(new P(new AtomicInteger(7).get()))")).isEqualTo("42");
            assertThat(LiveKernel.error(kernel.run("more(1)"))).contains("variable runs");
            kernel.run("int runs = 2;");
            assertThat(kernel.value("more(1)")).isEqualTo("3");
        }
    }

    @Test
    void a_process_started_anew_on_purpose_forgets_what_was_declared() throws IOException {
        try (LiveKernel kernel = new LiveKernel()) {
            kernel.run("record P(int x) {}");
            kernel.run(REGISTER);
            kernel.run("%again");
            kernel.run(REPLAY);
            assertThat(kernel.run("%replay").stream("stdout")).contains("types 0");
        }
    }
}
