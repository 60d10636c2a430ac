package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel as a program among others: signals, parents, locales, folders. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KernelProgramTest {
    private static final String SPIN = "println(\"go\");\nwhile (true) {}";
    @TempDir private Path folder;

    private static String begin(KernelProgram program, String code) {
        String id =
                program.client.send(
                        Channel.SHELL, "execute_request", Json.object("code", code), List.of());
        while (true) {
            Message m = program.client.nextOutput(LiveKernel.SOON);
            if (m.parentId().equals(id) && m.type().equals("stream")) {
                return id;
            }
        }
    }

    /** A signal may arrive a moment later: it may hit the cell that follows, but no other. */
    private static void interruptIdle(KernelProgram program) throws Exception {
        KernelProgram.signal("INT", program.process.toHandle());
        program.run("Thread.sleep(100);");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void sigint_interrupts_the_cell_and_nothing_else_and_sigterm_ends_at_once() throws Exception {
        // What a shell starts in the background ignores SIGINT, and so does all that it starts.
        List<String> heeding = List.of("env", "--default-signal=INT");
        try (KernelProgram program = new KernelProgram(folder, heeding, Map.of())) {
            ProcessHandle kernel = program.process.toHandle();
            interruptIdle(program);
            program.run("int kept = 1;");
            interruptIdle(program);
            String id = begin(program, SPIN);
            for (int i = 0; i < 100; i++) {
                KernelProgram.signal("INT", kernel);
            }
            assertThat(program.client.finish(id, LiveKernel.SOON).status()).isEqualTo("error");
            interruptIdle(program);
            assertThat(LiveKernel.text(program.run("kept"))).isEqualTo("1");

            begin(program, SPIN);
            ProcessHandle worker = program.worker();
            KernelProgram.signal("TERM", kernel);
            assertThat(KernelProgram.ends(kernel, 3)).isTrue();
            assertThat(KernelProgram.ends(worker, 3)).isTrue();
        }
    }

    @Test
    void the_end_of_its_parent_ends_the_kernel_and_the_worker() throws Exception {
        List<String> shell = List.of("sh", "-c", "\"$@\" & wait", "sh");
        try (KernelProgram program = new KernelProgram(folder, shell, Map.of())) {
            program.run("1");
            begin(program, SPIN);
            ProcessHandle kernel = program.worker();
            ProcessHandle worker = kernel.children().findFirst().orElseThrow();
            program.process.destroyForcibly();
            assertThat(KernelProgram.ends(kernel, 3)).isTrue();
            assertThat(KernelProgram.ends(worker, 3)).isTrue();
        }
    }

    @Test
    void a_loop_that_was_stopped_and_the_threads_of_its_cell_leave_no_load() throws Exception {
        try (KernelProgram program = new KernelProgram(folder)) {
            String threads =
                    "for (int i = 0; i < 3; i++) new Thread(() -> { while (true) {} }).start();\n";
            String id = begin(program, threads + SPIN);
            program.client.request(
                    Channel.CONTROL, "interrupt_request", new JsonObject(), LiveKernel.SOON);
            program.client.finish(id, LiveKernel.SOON);
            program.run("Thread.sleep(1000);");
            Duration before = program.worker().info().totalCpuDuration().orElseThrow();
            program.run("Thread.sleep(1000);");
            Duration after = program.worker().info().totalCpuDuration().orElseThrow();
            // Three loops would take at least one core for the whole second.
            assertThat(after.minus(before)).isLessThan(Duration.ofMillis(400));
        }
    }

    @ParameterizedTest
    @CsvSource({"tr, TR, ''", "th, TH, TH", "ar, EG, C"})
    void locales_change_neither_numbers_nor_messages(String language, String country, String more)
            throws Exception {
        Map<String, String> environment =
                more.equals("C") ? Map.of("LC_ALL", "C", "LANG", "C") : Map.of();
        try (KernelProgram program =
                new KernelProgram(
                        folder,
                        List.of(),
                        environment,
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        "-Duser.variant=" + (more.equals("C") ? "" : more))) {
            assertThat(LiveKernel.text(program.run("1234567.5"))).isEqualTo("1234567.5");
            assertThat(LiveKernel.text(program.run("new double[] {0.25, -1e-9}")))
                    .contains("0.25", "1.0E-9");
            assertThat(LiveKernel.text(program.run("List.of(1_000_000, \"iI\")")))
                    .contains("1000000", "iI");
            assertThat(program.run("println(\"öİı€😀\"); println(12345);").stream("stdout"))
                    .isEqualTo("öİı€😀\n12345\n");
            assertThat(LiveKernel.error(program.run("int a = 1;\nint b = a / 0;")))
                    .contains("line 2", "int b = a / 0;");
            assertThat(LiveKernel.error(program.run("int i = \"title\".LENGTH();")))
                    .contains("LENGTH");
        }
    }

    @Test
    void without_a_folder_that_can_be_written_cells_run_and_the_log_says_what_is_not_kept()
            throws Exception {
        Path blocked = Files.writeString(folder.resolve("file"), "old");
        Map<String, String> environment =
                Map.of("XDG_DATA_HOME", blocked + "/data", "HOME", blocked + "/home");
        try (KernelProgram program = new KernelProgram(folder, List.of(), environment)) {
            assertThat(LiveKernel.text(program.run("6 * 7"))).isEqualTo("42");
            program.run("1");
            assertThat(program.log())
                    .containsOnlyOnce("the history of cells")
                    .contains("cannot be written");
            assertThat(program.log()).doesNotContain("\tat ");
            assertThat(blocked).hasContent("old");
        }
    }

    @Test
    void threads_that_are_no_daemons_do_not_delay_the_end() throws Exception {
        try (KernelProgram program = new KernelProgram(folder)) {
            program.run(
                    "new Thread(() -> { while (true) { try { Thread.sleep(9000); } catch (Throwable t) {} } }).start();");
            ProcessHandle worker = program.worker();
            long begin = System.nanoTime();
            program.client.request(
                    Channel.CONTROL,
                    "shutdown_request",
                    Json.object("restart", true),
                    LiveKernel.SOON);
            assertThat(program.process.waitFor(3, TimeUnit.SECONDS)).isTrue();
            assertThat(KernelProgram.ends(worker, 1)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }
}
