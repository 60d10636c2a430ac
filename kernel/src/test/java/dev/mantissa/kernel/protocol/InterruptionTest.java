package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts by message, and what is answered while a cell runs. */
class InterruptionTest {
    @AutoClose private static LiveKernel live = LiveKernel.start();

    private static KernelClient.Reply finish(String id) {
        return live.client.finish(id, LiveKernel.SOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (;;) { try { Thread.sleep(1); } catch (Throwable t) {} }",
                "Thread.sleep(600_000);",
            })
    void the_first_interrupt_stops_a_cell_and_keeps_the_variables(String code) {
        live.run("int kept = 41;");
        String id = live.begin("println(\"go\");\n" + code, "go");
        live.interrupt();
        KernelClient.Reply reply = finish(id);
        assertThat(reply.status()).isEqualTo("error");
        assertThat(LiveKernel.error(reply)).contains("Interrupted").contains("line 2");
        assertThat(live.value("kept + 1")).isEqualTo("42");
    }

    @Test
    void a_hundred_interrupts_are_no_more_than_one() {
        live.run("int still = 1;");
        String id = live.begin("println(\"go\");\nwhile (true) {}", "go");
        for (int i = 0; i < 100; i++) {
            live.interrupt();
        }
        assertThat(finish(id).status()).isEqualTo("error");
        assertThat(live.value("still")).isEqualTo("1");
    }

    @Test
    void without_a_running_cell_an_interrupt_changes_nothing() {
        live.run("int calm = 2;");
        live.interrupt();
        assertThat(live.value("calm")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.stream.LongStream.range(0, 1L << 60).sum();",
                "new java.net.ServerSocket(0).accept();",
                "var lock = new java.util.concurrent.locks.ReentrantLock(); Thread.ofPlatform().start(lock::lock).join(); lock.lock();"
            })
    void what_cannot_be_stopped_is_named_and_a_second_interrupt_starts_anew(String code) {
        live.run("int lost = 1;");
        // One snippet, so that the word tells that the call is next.
        String id = live.begin("{ println(\"go\");\n" + code + " }", "go");
        live.interrupt();
        awaitStreams(id, "still runs, in ", "Interrupt again");
        live.interrupt();
        KernelClient.Reply reply = finish(id);
        assertThat(LiveKernel.error(reply)).contains("WorkerLost").contains("could not be stopped");
        assertThat(live.run("lost").status()).isEqualTo("error");
        assertThat(live.value("6 * 7")).isEqualTo("42");
    }

    private static void awaitStreams(String id, String... texts) {
        long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
        StringBuilder all = new StringBuilder();
        while (!List.of(texts).stream().allMatch(t -> all.indexOf(t) >= 0)) {
            assertThat(System.nanoTime()).as(all.toString()).isLessThan(end);
            Message m = live.client.nextOutput(LiveKernel.SOON);
            if (m.parentId().equals(id) && m.type().equals("stream")) {
                all.append(m.content().get("text").getAsString());
            }
        }
    }

    @Test
    void questions_are_answered_while_a_cell_runs() {
        String id = live.begin("println(\"go\");\nwhile (true) {}", "go");
        assertThat(
                        live.client
                                .request(
                                        Channel.CONTROL,
                                        "kernel_info_request",
                                        new JsonObject(),
                                        Duration.ofSeconds(1))
                                .type())
                .isEqualTo("kernel_info_reply");
        JsonObject found =
                live.ask("complete_request", "code", "System.o", "cursor_pos", 8).content();
        assertThat(found.getAsJsonArray("matches").toString()).contains("out");
        assertThat(live.ask("is_complete_request", "code", "1").content().get("status"))
                .hasToString("\"complete\"");
        live.interrupt();
        finish(id);
    }

    @Test
    void subshells_are_made_listed_used_and_deleted() {
        JsonObject made =
                live.client
                        .request(
                                Channel.CONTROL,
                                "create_subshell_request",
                                new JsonObject(),
                                LiveKernel.SOON)
                        .content();
        String subshell = made.get("subshell_id").getAsString();
        JsonObject header = live.client.header("complete_request");
        header.addProperty("subshell_id", subshell);
        String asked =
                live.client.send(
                        Channel.SHELL,
                        header,
                        Json.object("code", "Math.ma", "cursor_pos", 7),
                        List.of());
        Message reply = live.client.reply(Channel.SHELL, asked, LiveKernel.SOON);
        assertThat(reply.content().getAsJsonArray("matches").toString()).contains("max(");
        assertThat(control("list_subshell_request", new JsonObject()).toString())
                .contains(subshell);
        JsonObject which = Json.object("subshell_id", subshell);
        assertThat(control("delete_subshell_request", which).get("status").getAsString())
                .isEqualTo("ok");
        assertThat(control("delete_subshell_request", which).get("status").getAsString())
                .isEqualTo("error");
    }

    private static JsonObject control(String type, JsonObject content) {
        return live.client.request(Channel.CONTROL, type, content, LiveKernel.SOON).content();
    }

    @Test
    void an_interrupt_ends_the_wait_for_input() {
        String id =
                live.client.send(
                        Channel.SHELL,
                        "execute_request",
                        Json.object("code", "readln(\"? \")", "allow_stdin", true),
                        List.of());
        live.client.next(Channel.STDIN, LiveKernel.SOON);
        live.interrupt();
        assertThat(finish(id).status()).isEqualTo("error");
        assertThat(live.value("1")).isEqualTo("1");
    }
}
