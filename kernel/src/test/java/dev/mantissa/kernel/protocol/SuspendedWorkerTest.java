package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A worker that the system has suspended is told apart from one that is busy. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SuspendedWorkerTest {
    private static final String NATIVE_SLEEP =
            """
            import java.lang.foreign.*;
            var linker = Linker.nativeLinker();
            var sleep = linker.downcallHandle(linker.defaultLookup().find("sleep").get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int left = (int) sleep.invoke(3);
            """;
    @TempDir private Path folder;

    private static String note(KernelProgram program, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            Message m = program.client.nextOutput(Duration.ofNanos(end - System.nanoTime()));
            if (m.type().equals("stream")
                    && m.content().get("name").getAsString().equals("stderr")) {
                return m.content().get("text").getAsString();
            }
        }
    }

    private static String begin(KernelProgram program, String code) {
        return program.client.send(
                Channel.SHELL, "execute_request", Json.object("code", code), List.of());
    }

    @Test
    void a_suspended_worker_is_told_goes_on_when_it_may_and_is_replaced_when_asked()
            throws Exception {
        try (KernelProgram program = new KernelProgram(folder)) {
            program.run("int kept = 5;");
            ProcessHandle worker = program.worker();
            KernelProgram.signal("STOP", worker);
            String id = begin(program, "kept");
            assertThat(note(program, LiveKernel.SOON))
                    .contains("suspended", "SIGSTOP", "kill -CONT " + worker.pid());
            KernelProgram.signal("CONT", worker);
            assertThat(LiveKernel.text(program.client.finish(id, LiveKernel.SOON))).isEqualTo("5");

            KernelProgram.signal("STOP", worker);
            String lost = begin(program, "kept");
            assertThat(note(program, LiveKernel.SOON)).contains("suspended");
            interrupt(program);
            assertThat(note(program, LiveKernel.SOON)).contains("Interrupt again");
            long asked = System.nanoTime();
            interrupt(program);
            assertThat(LiveKernel.error(program.client.finish(lost, LiveKernel.SOON)))
                    .contains("WorkerLost");
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(LiveKernel.text(program.run("6 * 7"))).isEqualTo("42");
        }
    }

    private static void interrupt(KernelProgram program) {
        program.client.request(
                Channel.CONTROL, "interrupt_request", new JsonObject(), LiveKernel.SOON);
    }

    @Test
    void native_code_that_computes_or_waits_is_not_taken_for_it() throws Exception {
        try (KernelProgram program = new KernelProgram(folder)) {
            KernelClient.Reply reply = program.run(NATIVE_SLEEP);
            assertThat(reply.status()).isEqualTo("ok");
            assertThat(reply.stream("stderr")).isEmpty();
        }
    }
}
