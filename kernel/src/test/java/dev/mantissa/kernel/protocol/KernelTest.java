package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other kernels for Java get wrong on the wire, and the rest of the protocol. */
class KernelTest {
    @AutoClose private static LiveKernel live = LiveKernel.start();

    private static String execute(Object... namesAndValues) {
        return live.client.send(
                Channel.SHELL, "execute_request", Json.object(namesAndValues), List.of());
    }

    private static KernelClient.Reply finish(String id) {
        return live.client.finish(id, LiveKernel.SOON);
    }

    @Test
    void kernel_info_and_comm_info_carry_a_status_and_features() {
        JsonObject info = live.ask("kernel_info_request").content();
        assertThat(info.get("status").getAsString()).isEqualTo("ok");
        assertThat(info.getAsJsonArray("supported_features").toString()).contains("subshells");
        assertThat(live.ask("comm_info_request").content().get("status").getAsString())
                .isEqualTo("ok");
    }

    @Test
    void a_value_has_its_text_and_the_number_of_its_cell() {
        KernelClient.Reply reply = live.run("20 + 22");
        assertThat(LiveKernel.text(reply)).isEqualTo("42");
        assertThat(LiveKernel.types(reply)).containsExactly("execute_input", "execute_result");
        int count = reply.reply().content().get("execution_count").getAsInt();
        assertThat(reply.output())
                .allSatisfy(m ->
                        assertThat(m.content().get("execution_count").getAsInt()).isEqualTo(count));
        assertThat(live.value("1")).isEqualTo("1");
        assertThat(live.run("2").reply().content().get("execution_count").getAsInt())
                .isEqualTo(count + 2);
    }

    @Test
    void silent_cells_publish_no_input_and_no_value_and_take_no_number() {
        int before = live.run("1").reply().content().get("execution_count").getAsInt();
        KernelClient.Reply reply =
                finish(execute("code", "int hidden = 5; hidden", "silent", true));
        assertThat(LiveKernel.types(reply)).isEmpty();
        KernelClient.Reply unstored = finish(execute("code", "hidden", "store_history", false));
        assertThat(LiveKernel.text(unstored)).isEqualTo("5");
        assertThat(unstored.reply().content().get("execution_count").getAsInt()).isEqualTo(before);
    }

    @Test
    void user_expressions_are_evaluated_after_the_cell() {
        KernelClient.Reply reply =
                finish(
                        execute(
                                "code",
                                "int six = 6;",
                                "user_expressions",
                                Json.object("good", "six * 7", "bad", "nowhere")));
        JsonObject values = reply.reply().content().getAsJsonObject("user_expressions");
        JsonObject good = values.getAsJsonObject("good");
        assertThat(good.get("status").getAsString()).isEqualTo("ok");
        assertThat(good.getAsJsonObject("data").get("text/plain").getAsString()).isEqualTo("42");
        assertThat(values.getAsJsonObject("bad").get("status").getAsString()).isEqualTo("error");
        assertThat(LiveKernel.types(reply)).doesNotContain("error");
    }

    @Test
    void a_failure_aborts_the_cells_that_wait_unless_told_otherwise() {
        String slow = "try { Thread.sleep(300); } catch (InterruptedException e) {}";
        String failing = execute("code", slow + " int x = 1 / 0;", "stop_on_error", true);
        String next = execute("code", "1");
        assertThat(finish(failing).status()).isEqualTo("error");
        assertThat(finish(next).status()).isEqualTo("aborted");
        String tolerated = execute("code", slow + " int x = 1 / 0;", "stop_on_error", false);
        String after = execute("code", "7");
        assertThat(finish(tolerated).status()).isEqualTo("error");
        assertThat(finish(after).status()).isEqualTo("ok");
    }

    @Test
    void a_hundred_requests_at_once_run_in_order_under_their_parents() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(execute("code", "println(\"cell \" + " + i + ");"));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(finish(ids.get(i)).stream("stdout")).isEqualTo("cell " + i + "\n");
        }
    }

    @Test
    void twenty_thousand_lines_all_arrive_before_idle_in_few_messages() {
        KernelClient.Reply reply =
                live.run("for (int i = 0; i < 20_000; i++) System.out.println(i);");
        String all =
                IntStream.range(0, 20_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertThat(reply.stream("stdout")).isEqualTo(all);
        assertThat(reply.output().size()).isLessThan(60);
    }

    @Test
    void output_of_a_thread_that_outlives_its_cell_arrives_under_its_parent() {
        KernelClient.Reply cell =
                live.run(
                        "new Thread(() -> { try { Thread.sleep(400); } catch (InterruptedException e) {} println(\"late\"); }).start();");
        String parent = cell.reply().parentId();
        live.run("1");
        Message message = live.client.nextOutput(LiveKernel.SOON);
        while (!message.type().equals("stream")) {
            message = live.client.nextOutput(LiveKernel.SOON);
        }
        assertThat(message.parentId()).isEqualTo(parent);
        assertThat(message.content().get("text").getAsString()).isEqualTo("late\n");
    }

    @Test
    void what_native_code_prints_arrives_within_its_cell() {
        KernelClient.Reply reply =
                live.run(
                        """
                        import java.lang.foreign.*;
                        var linker = Linker.nativeLinker();
                        var puts = linker.downcallHandle(linker.defaultLookup().find("puts").get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
                        int written = (int) puts.invoke(Arena.global().allocateFrom("from C"));
                        """);
        assertThat(reply.stream("stdout")).isEqualTo("from C\n");
    }

    @Test
    void streams_that_a_cell_closes_still_print() {
        live.run("System.out.close(); System.err.close(); System.setOut(null);");
        assertThat(live.run("System.out.println(\"alive\");").stream("stdout"))
                .isEqualTo("alive\n");
    }

    @ParameterizedTest
    @CsvSource({
        "int x = 1;, complete",
        "for (int i = 0; i < 3; i++) {, incomplete",
        "1 +, incomplete",
        "int int int;, invalid",
        "), invalid"
    })
    void is_complete(String code, String status) {
        assertThat(
                        live.ask("is_complete_request", "code", code)
                                .content()
                                .get("status")
                                .getAsString())
                .isEqualTo(status);
    }

    @Test
    void completion_counts_code_points_and_knows_types() {
        String code = "var s = \"\uD83D\uDE00\"; s.toUpperC";
        int cursor = code.codePointCount(0, code.length());
        JsonObject reply =
                live.ask("complete_request", "code", code, "cursor_pos", cursor).content();
        assertThat(reply.getAsJsonArray("matches").toString()).contains("toUpperCase(");
        assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(cursor);
        assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(cursor - "toUpperC".length());
        JsonArray types =
                reply.getAsJsonObject("metadata").getAsJsonArray("_jupyter_types_experimental");
        assertThat(types.get(0).getAsJsonObject().get("type").getAsString()).isEqualTo("method");
    }

    @Test
    void inspection_works_at_the_end_of_the_code() {
        live.run("String word = \"w\";");
        JsonObject reply =
                live.ask("inspect_request", "code", "word.substring", "cursor_pos", 14).content();
        assertThat(reply.get("found").getAsBoolean()).isTrue();
        assertThat(reply.getAsJsonObject("data").get("text/plain").getAsString())
                .contains("substring(int");
        assertThat(
                        live.ask("inspect_request", "code", "nothing", "cursor_pos", 7)
                                .content()
                                .get("found")
                                .getAsBoolean())
                .isFalse();
    }

    @Test
    void more_detail_of_what_a_cell_declares_is_its_source() {
        live.run("int twice(int n) { return 2 * n; }");
        assertThat(inspected("twice", 0)).contains("int twice(int n)").doesNotContain("return");
        assertThat(inspected("twice", 1)).contains("int twice(int n)", "{ return 2 * n; }");
        assertThat(inspected("Math.abs", 1)).isEqualTo(inspected("Math.abs", 0));
    }

    private static String inspected(String code, int detail) {
        return live.ask(
                        "inspect_request",
                        "code",
                        code,
                        "cursor_pos",
                        code.length(),
                        "detail_level",
                        detail)
                .content()
                .getAsJsonObject("data")
                .get("text/plain")
                .getAsString();
    }

    @Test
    void displays_are_shown_updated_and_cleared() {
        KernelClient.Reply reply =
                live.run(
                        """
                        String id = display(new Html("<b>1</b>"));
                        updateDisplay(id, new Html("<b>2</b>"));
                        clearOutput(true);
                        """);
        assertThat(LiveKernel.types(reply))
                .containsExactly(
                        "execute_input", "display_data", "update_display_data", "clear_output");
        assertThat(reply.output().get(1).content().get("transient"))
                .isEqualTo(reply.output().get(2).content().get("transient"));
        assertThat(reply.output().get(2).content().toString()).contains("<b>2</b>");
    }

    @Test
    void an_error_has_its_class_and_the_marked_line() {
        KernelClient.Reply reply = live.run("int a = 1;\nint b = a / 0;");
        assertThat(reply.status()).isEqualTo("error");
        assertThat(LiveKernel.error(reply))
                .contains("java.lang.ArithmeticException")
                .contains("int b = a / 0;")
                .doesNotContain("jdk.jshell");
        assertThat(LiveKernel.types(reply)).containsExactly("execute_input", "error");
    }

    @Test
    void a_cell_asks_the_person_who_runs_it() {
        String id = execute("code", "String name = readln(\"name? \"); name", "allow_stdin", true);
        Message question = live.client.next(Channel.STDIN, LiveKernel.SOON);
        assertThat(question.content().get("prompt").getAsString()).isEqualTo("name? ");
        live.client.send(Channel.STDIN, "input_reply", Json.object("value", "Ada"), List.of());
        assertThat(LiveKernel.text(finish(id))).isEqualTo("Ada");
        assertThat(LiveKernel.error(live.run("readln(\"? \")"))).contains("no way to ask");
    }

    @Test
    void an_unknown_request_is_answered_with_an_error() {
        JsonObject reply = live.ask("fly_request").content();
        assertThat(reply.get("ename").getAsString()).isEqualTo("UnknownRequest");
        assertThat(reply.get("evalue").getAsString()).contains("fly_request");
    }
}
