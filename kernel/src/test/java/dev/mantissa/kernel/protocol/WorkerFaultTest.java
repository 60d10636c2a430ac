package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cell does to its process costs its variables, never the kernel. */
class WorkerFaultTest {
    private static final String EXIT =
            "Class.forName(\"java.lang.System\").getMethod(\"exit\", int.class).invoke(null, 3);";
    private static final String HALT =
            "var halt = Runtime.class.getMethod(\"halt\", int.class); halt.invoke(Runtime.getRuntime(), 4);";
    private static final String SEGV =
            "java.lang.foreign.MemorySegment.ofAddress(8).reinterpret(8).get(java.lang.foreign.ValueLayout.JAVA_LONG, 0)";
    private static final String KILL =
            "new ProcessBuilder(\"kill\", \"-9\", \"\" + ProcessHandle.current().pid()).start(); Thread.sleep(10_000);";
    @AutoClose private static LiveKernel live;

    @BeforeAll
    static void start() throws IOException {
        // With the collector of a distribution, which knows when it has no room to work in.
        live =
                new LiveKernel(
                        "-Xmx96m",
                        "-XX:+UseParallelGC",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null");
    }

    @ParameterizedTest
    @CsvSource({"System.exit(3);", "Runtime.getRuntime().halt(3);"})
    void an_exit_in_a_cell_ends_the_cell_alone(String code) {
        live.run("int kept = 7;");
        assertThat(LiveKernel.error(live.run(code))).contains("exit(3)").contains("goes on");
        assertThat(live.value("kept")).isEqualTo("7");
    }

    private static void assertLost(String code, String... words) {
        KernelClient.Reply reply = live.run(code);
        assertThat(reply.status()).isEqualTo("error");
        assertThat(LiveKernel.error(reply)).contains("WorkerLost").contains(words);
        assertThat(LiveKernel.error(reply)).contains("Variables and declarations are gone");
        assertThat(LiveKernel.types(reply)).containsOnlyOnce("error");
        assertThat(live.value("6 * 7")).isEqualTo("42");
    }

    @Test
    void an_exit_out_of_reach_is_reported_and_the_next_cell_works() {
        assertLost(EXIT, "exit status 3");
        assertLost(HALT, "exit status 4");
    }

    @Test
    void a_crash_in_native_code_is_reported_with_its_last_words() {
        assertLost(SEGV, "crashed in native code", "SIGSEGV");
    }

    @Test
    void a_killed_process_is_reported() {
        assertLost(KILL, "killed");
    }

    @Test
    void a_heap_that_variables_keep_full_is_reported_and_the_next_cell_works() {
        assertLost(
                "var all = new ArrayList<long[]>();\nwhile (true) all.add(new long[1 << 14]);",
                "ran out of memory",
                "-Xmx");
    }

    @Test
    void a_heap_that_is_full_for_a_moment_costs_the_cell_alone() {
        live.run("int kept = 8;");
        KernelClient.Reply reply =
                live.run(
                        "void fill() { var all = new ArrayList<long[]>(); while (true) all.add(new long[1 << 14]); }\nfill();");
        assertThat(LiveKernel.error(reply)).contains("OutOfMemoryError");
        assertThat(LiveKernel.types(reply)).containsOnlyOnce("error");
        assertThat(live.value("kept")).isEqualTo("8");
    }

    @Test
    void the_end_of_a_process_between_cells_is_told_and_the_next_cell_works() {
        KernelClient.Reply cell =
                live.run(
                        "new Thread(() -> { try { Thread.sleep(300); Runtime.class.getMethod(\"halt\", int.class).invoke(Runtime.getRuntime(), 5); } catch (Exception e) {} }).start();");
        Message told = live.client.nextOutput(LiveKernel.SOON);
        assertThat(told.parentId()).isEqualTo(cell.reply().parentId());
        assertThat(told.content().get("text").getAsString()).contains("exit status 5");
        assertThat(live.value("1")).isEqualTo("1");
    }

    @Test
    void direct_memory_that_is_full_costs_the_cell_alone() throws IOException {
        try (LiveKernel small = new LiveKernel("-XX:MaxDirectMemorySize=16m")) {
            small.run("int kept = 9; var all = new ArrayList<java.nio.ByteBuffer>();");
            KernelClient.Reply reply =
                    small.run("while (true) all.add(java.nio.ByteBuffer.allocateDirect(1 << 20));");
            assertThat(LiveKernel.error(reply)).contains("OutOfMemoryError", "direct");
            assertThat(small.value("kept")).isEqualTo("9");
        }
    }

    @Test
    void room_for_classes_that_is_full_is_reported_and_the_next_cell_works() throws IOException {
        try (LiveKernel small = new LiveKernel("-XX:MaxMetaspaceSize=64m")) {
            KernelClient.Reply reply =
                    small.run(
                            """
                            import java.lang.classfile.ClassFile;
                            import java.lang.constant.*;
                            import java.lang.invoke.MethodHandles;
                            var lookup = MethodHandles.lookup();
                            var name = ClassDesc.of(lookup.lookupClass().getPackageName(), "Filler");
                            byte[] code = ClassFile.of().build(name, c -> { for (int i = 0; i < 2000; i++) c.withField("f" + i, ConstantDescs.CD_int, 0); });
                            var kept = new ArrayList<Class<?>>();
                            while (true) kept.add(lookup.defineHiddenClass(code, false).lookupClass());
                            """);
            assertThat(LiveKernel.error(reply))
                    .contains("no room for another class", "MaxMetaspace");
            assertThat(small.value("6 * 7")).isEqualTo("42");
        }
    }

    @Test
    void help_and_handlers_that_fail_cost_nothing() {
        live.run(
                "int kept = 6; Comms.register(\"t\", (c, e) -> { throw new AssertionError(\"mine\"); });");
        String nested = "(".repeat(3_000) + "1" + ")".repeat(3_000);
        live.ask("is_complete_request", "code", nested);
        live.ask("complete_request", "code", nested + ".", "cursor_pos", 6_002);
        live.ask("inspect_request", "code", nested, "cursor_pos", 3_000, "detail_level", 0);
        String id =
                live.client.send(
                        Channel.SHELL,
                        "comm_open",
                        Json.object("comm_id", "c", "target_name", "t", "data", Map.of()),
                        List.of());
        List<Message> told =
                live.client.outputUntilIdle(id, System.nanoTime() + LiveKernel.SOON.toNanos());
        assertThat(told.toString()).contains("handler of a comm failed", "mine");
        assertThat(live.value("kept")).isEqualTo("6");
    }

    @Test
    void what_a_worker_says_before_it_is_ready_is_shown_by_the_first_cell() throws IOException {
        try (LiveKernel speaking = new LiveKernel("-Dmantissa.test.early=a-setting-is-wrong")) {
            assertThat(speaking.run("1").stream("stderr")).contains("a-setting-is-wrong");
            assertThat(speaking.run("2").stream("stderr")).isEmpty();
        }
    }

    @Test
    void a_worker_that_cannot_start_is_explained() throws IOException {
        try (LiveKernel broken = new LiveKernel("-XX:NoSuchOption")) {
            String error = LiveKernel.error(broken.run("1"));
            assertThat(error).contains("did not start").contains("NoSuchOption");
            assertThat(LiveKernel.types(broken.run("2")))
                    .isEqualTo(List.of("execute_input", "error"));
        }
    }
}
