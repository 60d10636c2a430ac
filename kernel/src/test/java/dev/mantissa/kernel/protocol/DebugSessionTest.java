package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What happens around stopped cells: interrupts, losses, nonsense, ends. */
class DebugSessionTest {
    @AutoClose private static LiveKernel live = LiveKernel.start();
    @AutoClose private final DebugClient debug = DebugClient.attached(live);

    @Test
    void a_front_end_learns_what_the_debugger_can_do() {
        JsonObject kernel = live.ask("kernel_info_request").content();
        assertThat(kernel.get("debugger").getAsBoolean()).isTrue();
        assertThat(kernel.getAsJsonArray("supported_features").toString()).contains("debugger");
        JsonObject info = debug.body("debugInfo");
        assertThat(info.get("isStarted").getAsBoolean()).isTrue();
        assertThat(info.get("hashMethod").getAsString()).isEqualTo("Murmur2");
        assertThat(debug.path("int x = 1;"))
                .isEqualTo(
                        info.get("tmpFilePrefix").getAsString()
                                + "1721718547"
                                + info.get("tmpFileSuffix").getAsString());
        assertThat(info.get("hashSeed").getAsLong()).isEqualTo(0xc70f6907L);
        assertThat(info.get("richRendering").getAsBoolean()).isTrue();
        assertThat(info.keySet())
                .contains("breakpoints", "stoppedThreads", "exceptionPaths", "copyToGlobals");
    }

    @Test
    void what_a_request_sets_off_is_told_after_its_answer() {
        String code = "int sum = 0;\nfor (int i = 0; i < 20; i++) {\n    sum += i;\n}";
        debug.breakAt(code, 3);
        String id = debug.begin(code);
        debug.stopped();
        for (int i = 1; i < 20; i++) {
            assertThat(debug.published("continue"))
                    .containsExactly("busy", "idle", "continued", "stopped");
        }
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("ok");
    }

    @Test
    void jupyterlab_shows_values_because_it_gets_no_types() {
        live.run("double share = 0.5;");
        assertThat(debug.global("share").get("type").getAsString()).isEqualTo("double");
        debug.start("jupyterlab");
        assertThat(debug.global("share").has("type")).isFalse();
        assertThat(debug.global("share").get("value").getAsString()).isEqualTo("0.5");
    }

    @Test
    void a_cell_from_before_the_debugger_has_breakpoints_once_it_runs_again() {
        debug.body("disconnect");
        String code = "int third(int n) {\n    return n / 3;\n}\nint kept = third(9);";
        live.run("int other = 4;");
        live.run(code);
        debug.start();
        debug.breakAt(code, 2);
        assertThat(live.value("third(9) + kept")).isEqualTo("6");
        String id = debug.begin(code);
        assertThat(debug.stopped()).isEqualTo("breakpoint [third:2, cell:4]");
        debug.breakAt(code);
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("ok");
        assertThat(live.value("third(12) + kept + other")).isEqualTo("11");
    }

    @Test
    void an_interrupt_ends_a_stopped_cell_and_the_stop() {
        live.run("int kept = 8;");
        String code = "for (int i = 0; i < 10; i++) {\n    kept += i;\n}";
        debug.breakAt(code, 2);
        String id = debug.begin(code);
        debug.stopped();
        live.interrupt();
        debug.event("continued");
        assertThat(debug.finish(id)).isEqualTo("error");
        assertThat(debug.body("debugInfo").getAsJsonArray("stoppedThreads")).isEmpty();
        assertThat(debug.failure("continue", "threadId", debug.thread())).contains("not stopped");
        debug.breakAt(code);
        assertThat(live.value("kept")).isEqualTo("8");
        assertThat(debug.finish(debug.begin(code))).isEqualTo("ok");
    }

    @Test
    void other_threads_stop_on_their_own_and_an_interrupt_frees_them() {
        String code =
                """
                var thread = new Thread(() -> {
                    int mine = 5;
                    System.out.print(mine);
                });
                thread.start();
                thread.join();
                while (true) {}
                """;
        debug.breakAt(code, 3);
        String id = debug.begin(code);
        assertThat(debug.stopped()).isEqualTo("breakpoint [lambda:3]");
        assertThat(debug.thread()).isNotEqualTo(1);
        assertThat(debug.locals(0)).containsExactly("mine=5");
        assertThat(debug.body("threads").getAsJsonArray("threads")).hasSize(2);
        live.interrupt();
        debug.event("continued");
        assertThat(debug.finish(id)).isEqualTo("error");
    }

    @Test
    void a_running_cell_is_paused() {
        String id =
                live.begin(
                        "int n = 0;\nSystem.out.println(\"go\");\nwhile (n >= 0) {\n    n = n % 7 + 1;\n}",
                        "go");
        debug.body("pause", "threadId", 1);
        assertThat(debug.stopped()).startsWith("pause [cell:");
        assertThat(debug.evaluate("n = -100")).isEqualTo("-100");
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("ok");
    }

    @Test
    void what_is_answered_while_a_cell_runs_is_answered_while_it_is_stopped() {
        String code = "int here = 1;\nhere++;";
        debug.breakAt(code, 2);
        String id = debug.begin(code);
        debug.stopped();
        assertThat(
                        live.ask("complete_request", "code", "her", "cursor_pos", 3)
                                .content()
                                .toString())
                .contains("here");
        assertThat(
                        live.client
                                .request(
                                        Channel.CONTROL,
                                        "kernel_info_request",
                                        new JsonObject(),
                                        Duration.ofSeconds(2))
                                .type())
                .isEqualTo("kernel_info_reply");
        debug.step("continue");
        debug.finish(id);
    }

    @Test
    void nonsense_is_answered_and_changes_nothing() {
        assertThat(debug.failure("fly")).contains("fly");
        assertThat(debug.failure("dumpCell")).contains("code");
        assertThat(debug.failure("stackTrace", "threadId", "x")).contains("threadId");
        assertThat(debug.failure("scopes", "frameId", 1_000_000)).contains("frame 1000000");
        assertThat(debug.failure("evaluate", "expression", "1", "frameId", 3)).contains("stopped");
        assertThat(debug.failure("setBreakpoints", "source", List.of())).contains("path");
        for (JsonObject broken :
                List.of(
                        new JsonObject(),
                        Json.object("command", 3, "arguments", List.of()),
                        Json.object("seq", "x", "command", "variables", "arguments", "y"),
                        Json.object(
                                "command",
                                "setBreakpoints",
                                "arguments",
                                Json.object(
                                        "source",
                                        Json.object("path", "p"),
                                        "breakpoints",
                                        List.of(1, "x", Json.object("line", "y")))))) {
            assertThat(debug.send(broken).get("type").getAsString()).isEqualTo("response");
        }
    }

    @Test
    void without_a_debugger_it_says_so() {
        debug.body("disconnect");
        assertThat(debug.failure("threads")).contains("initialize");
        assertThat(debug.body("debugInfo").get("isStarted").getAsBoolean()).isFalse();
        debug.body("inspectVariables");
    }

    @Test
    void a_disconnect_lets_a_stopped_cell_go_on() {
        String code = "int gone = 1;\ngone++;";
        debug.breakAt(code, 2);
        String id = debug.begin(code);
        debug.stopped();
        debug.body("disconnect");
        assertThat(debug.finish(id)).isEqualTo("ok");
        assertThat(live.value("gone")).isEqualTo("2");
    }

    @Test
    void the_end_of_the_process_ends_the_session_with_events() {
        String code = "int lost = 1;\nlost++;";
        debug.breakAt(code, 2);
        String id = debug.begin(code);
        debug.stopped();
        debug.evaluateUnanswered(
                "Class.forName(\"java.lang.System\").getMethod(\"exit\", int.class).invoke(null, 3)");
        debug.event("continued");
        debug.event("exited");
        debug.event("terminated");
        assertThat(debug.finish(id)).isEqualTo("error");
        assertThat(debug.body("debugInfo").get("isStarted").getAsBoolean()).isFalse();
    }

    @Test
    void a_kernel_shuts_down_while_a_cell_is_stopped() throws IOException {
        LiveKernel short_ = new LiveKernel();
        DebugClient client = DebugClient.attached(short_);
        String code = "int last = 1;\nlast++;";
        client.breakAt(code, 2);
        client.begin(code);
        client.stopped();
        short_.close();
    }
}
