package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Debugging over the control channel, as a front end does it. */
class DebuggerTest {
    @AutoClose private static LiveKernel live = LiveKernel.start();
    @AutoClose private final DebugClient debug = DebugClient.attached(live);

    @Test
    void a_whole_session() {
        String code =
                """
                int twice(int n) {
                    int result = 2 * n;
                    return result;
                }
                int total = 0;
                for (int i = 1; i < 4; i++) {
                    total += twice(i);
                }
                total
                """;
        assertThat(debug.breakAt(code, 7)).containsExactly(7);
        String id = debug.begin(code);
        assertThat(debug.stopped()).isEqualTo("breakpoint [cell:7]");
        assertThat(debug.locals(0)).containsExactly("i=1");
        assertThat(debug.scope(0, "Globals").get("total").get("value").getAsString())
                .isEqualTo("0");
        debug.step("stepIn");
        assertThat(debug.stopped()).isEqualTo("step [twice:2, cell:7]");
        debug.step("next");
        assertThat(debug.stopped()).isEqualTo("step [twice:3, cell:7]");
        assertThat(debug.locals(0)).containsExactly("n=1", "result=2");
        assertThat(debug.locals(1)).containsExactly("i=1");
        assertThat(debug.evaluate("result + n")).isEqualTo("3");
        debug.step("stepOut");
        assertThat(debug.stopped()).isEqualTo("step [cell:6]");
        debug.step("continue");
        assertThat(debug.stopped()).isEqualTo("breakpoint [cell:7]");
        assertThat(debug.evaluate("total")).isEqualTo("2");
        debug.breakAt(code);
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("ok");
        assertThat(live.value("total")).isEqualTo("12");
    }

    @Test
    void breakpoints_move_to_code_and_are_told_of() {
        String code =
                """
                // nothing
                int first = 1;

                record Pair(int a,
                            int b) {
                    int sum() {
                        return a + b;
                    }
                }
                """;
        assertThat(debug.breakAt(code, 1, 3, 5, 7)).containsExactly(2, 7, 7, 7);
        JsonObject set =
                debug.body(
                        "setBreakpoints",
                        "source",
                        Json.object("path", debug.path(code)),
                        "breakpoints",
                        List.of(Json.object("line", 8)));
        JsonObject none = DebugClient.objects(set.getAsJsonArray("breakpoints")).getFirst();
        assertThat(none.get("verified").getAsBoolean()).isFalse();
        assertThat(none.get("message").getAsString()).contains("no code");
        debug.breakAt(code, 2);
        JsonObject known =
                DebugClient.objects(debug.body("debugInfo").getAsJsonArray("breakpoints"))
                        .getFirst();
        assertThat(known.get("source").getAsString()).isEqualTo(debug.path(code));
        assertThat(known.getAsJsonArray("breakpoints").toString()).contains("\"line\":2");
        assertThat(
                        debug.body("source", "source", Json.object("path", debug.path(code)))
                                .get("content")
                                .getAsString())
                .isEqualTo(code);
    }

    @Test
    void each_statement_of_a_cell_is_a_line() {
        String code =
                """
                int a = 1; int b = 2;

                String s = "x"
                    + a;
                var list = List.of(1, 2);
                list.size();
                if (a == 1) {
                    b++;
                }
                a + b
                """;
        assertThat(debug.breakAt(code, 1)).containsExactly(1);
        String id = debug.begin(code);
        assertThat(debug.stopped()).isEqualTo("breakpoint [cell:1]");
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            debug.step("next");
            debug.stopped();
            lines.add(debug.frames().getFirst().get("line").getAsInt());
        }
        assertThat(lines).containsExactly(3, 5, 6, 7, 8, 10);
        debug.step("next");
        assertThat(debug.finish(id)).isEqualTo("ok");
    }

    @Test
    void variables_have_their_values_in_each_scope() {
        String code =
                """
                void show(long first, double second) {
                    boolean yes = first > 1;
                    if (yes) {
                        int inner = 7;
                        inner++;
                    }
                    for (String word : List.of("a")) {
                        char letter = word.charAt(0);
                        System.out.print(letter);
                    }
                    int unset;
                    if (second > 100) {
                        unset = 1;
                        System.out.print(unset);
                    }
                    int[] numbers = {4, 5};
                    System.out.print(numbers.length);
                }
                show(2, 0.5);
                """;
        debug.breakAt(code, 5, 9, 17);
        String id = debug.begin(code);
        assertThat(debug.stopped()).isEqualTo("breakpoint [show:5, cell:19]");
        assertThat(debug.locals(0)).containsExactly("first=2", "inner=7", "second=0.5", "yes=true");
        debug.step("continue");
        assertThat(debug.stopped()).isEqualTo("breakpoint [show:9, cell:19]");
        assertThat(debug.locals(0))
                .containsExactly("first=2", "letter='a'", "second=0.5", "word=\"a\"", "yes=true");
        debug.step("continue");
        assertThat(debug.stopped()).isEqualTo("breakpoint [show:17, cell:19]");
        assertThat(debug.locals(0))
                .containsExactly("first=2", "numbers=[4, 5]", "second=0.5", "yes=true");
        JsonObject numbers = debug.scope(0, "Locals").get("numbers");
        assertThat(numbers.get("type").getAsString()).isEqualTo("int[]");
        int reference = numbers.get("variablesReference").getAsInt();
        assertThat(debug.variables(reference)).containsOnlyKeys("[0]", "[1]");
        assertThat(debug.variables(reference, "start", 1, "count", 1)).containsOnlyKeys("[1]");
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("ok");
        assertThat(debug.failure("variables", "variablesReference", reference)).contains("unknown");
    }

    @Test
    void objects_lambdas_and_constructors_are_looked_into() {
        String code =
                """
                class Account {
                    private int balance;
                    final String owner;
                    Account(String name) {
                        super();
                        owner = name;
                    }
                    int add(int amount) {
                        balance += amount;
                        return balance;
                    }
                }
                var account = new Account("Ada");
                int bonus = 3;
                int sum = Stream.of(1, 2)
                    .map(n -> account.add(n * bonus))
                    .mapToInt(n -> n)
                    .sum();
                """;
        debug.breakAt(code, 6, 10);
        String id = debug.begin(code);
        assertThat(debug.stopped()).isEqualTo("breakpoint [Account.new:6, cell:13]");
        assertThat(debug.scope(0, "Locals")).containsOnlyKeys("name", "this");
        debug.step("continue");
        assertThat(debug.stopped()).startsWith("breakpoint [Account.add:10, lambda:16, cell:");
        assertThat(debug.locals(1)).containsExactly("n=1");
        int self = debug.scope(0, "Locals").get("this").get("variablesReference").getAsInt();
        assertThat(debug.variables(self).get("balance").get("value").getAsString()).isEqualTo("3");
        assertThat(debug.evaluate("this.balance")).isEqualTo("3");
        assertThat(debug.evaluate("balance")).isEqualTo("3");
        assertThat(debug.evaluate("owner.length() + amount")).isEqualTo("6");
        assertThat(debug.evaluate("this.add(0) + bonus")).isEqualTo("6");
        debug.breakAt(code);
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("ok");
        assertThat(live.value("sum")).isEqualTo("12");
    }

    @Test
    void expressions_are_evaluated_in_the_frame() {
        String code =
                """
                import java.util.function.*;
                record Point(int x, int y) {} class Oops extends RuntimeException {}
                int scale = 10;
                <T> String of(List<T> all, Point p, Map<String, List<Point>> map) {
                    int[] rows = {1, 2, 3};
                    String text = "t";
                    return text + all.size();
                }
                of(List.of(1, 2), new Point(3, 4), Map.of("k", List.of(new Point(5, 6))))
                """;
        debug.breakAt(code, 7);
        String id = debug.begin(code);
        debug.stopped();
        assertThat(debug.evaluate("p.x() * scale + rows[2]")).isEqualTo("33");
        assertThat(debug.evaluate("rows[1]")).isEqualTo("2");
        assertThat(debug.evaluate("p.x")).isEqualTo("3");
        assertThat(debug.evaluate("map.get(\"k\").getFirst().y()")).isEqualTo("6");
        assertThat(debug.evaluate("all.stream().map(t -> t + text).toList()"))
                .isEqualTo("[1t, 2t]");
        assertThat(debug.evaluate("System.out.print(text)")).isEqualTo("null");
        assertThat(debug.evaluate("scale = 11")).isEqualTo("11");
        assertThat(debug.evaluationFailure("nothing + 1")).contains("cannot find symbol");
        assertThat(debug.evaluationFailure("text = \"u\"")).contains("final parameter text");
        assertThat(debug.evaluationFailure("1 / (rows[0] - 1)")).contains("/ by zero");
        assertThat(debug.evaluationFailure("new Object() { int f() { throw new Oops(); } }.f()"))
                .isEqualTo("Oops");
        assertThat(debug.scope(0, "Locals").get("map").get("type").getAsString())
                .isEqualTo("Map<String, List<Point>>");
        JsonObject rich =
                debug.body(
                        "richInspectVariables",
                        "variableName",
                        "rows",
                        "frameId",
                        debug.frames().getFirst().get("id").getAsInt());
        assertThat(rich.getAsJsonObject("data").get("text/plain").getAsString())
                .isEqualTo("[1, 2, 3]");
        int frame = debug.frames().getFirst().get("id").getAsInt();
        debug.body(
                "copyToGlobals",
                "srcVariableName",
                "p",
                "dstVariableName",
                "kept",
                "srcFrameId",
                frame);
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("ok");
        assertThat(live.value("kept.y() + scale")).isEqualTo("15");
    }

    @Test
    void the_variables_of_the_session_are_seen_without_a_stop() {
        live.run("var words = List.of(\"a\", \"b\"); int number = 5;");
        JsonObject all = debug.body("inspectVariables");
        Map<String, JsonObject> named = new TreeMap<>();
        DebugClient.objects(all.getAsJsonArray("variables"))
                .forEach(v -> named.put(v.get("name").getAsString(), v));
        assertThat(named.get("number").get("value").getAsString()).isEqualTo("5");
        int words = named.get("words").get("variablesReference").getAsInt();
        assertThat(debug.variables(words).get("[1]").get("value").getAsString()).isEqualTo("\"b\"");
        assertThat(
                        debug.body("richInspectVariables", "variableName", "words")
                                .getAsJsonObject("data")
                                .get("text/plain")
                                .getAsString())
                .isEqualTo("[a, b]");
        assertThat(debug.failure("richInspectVariables", "variableName", "absent"))
                .contains("absent");
    }

    @Test
    void a_cell_of_earlier_can_be_stepped_into_and_a_later_version_has_its_own_lines() {
        String first = "int half(int n) {\n    return n / 2;\n}";
        String second = "// changed\n\n" + first;
        live.run(first);
        debug.breakAt(first, 2);
        String id = debug.begin("half(8)");
        assertThat(debug.stopped()).isEqualTo("breakpoint [half:2, cell:1]");
        assertThat(debug.frames().getFirst().getAsJsonObject("source").get("path").getAsString())
                .isEqualTo(debug.path(first));
        debug.step("continue");
        debug.finish(id);
        debug.breakAt(second, 4);
        live.run(second);
        id = debug.begin("half(8)");
        assertThat(debug.stopped()).isEqualTo("breakpoint [half:4, cell:1]");
        debug.step("continue");
        debug.finish(id);
    }

    @Test
    void an_exception_that_ends_a_cell_is_looked_at_where_it_happened() {
        debug.body("setExceptionBreakpoints", "filters", List.of("uncaught"));
        String code =
                """
                int divide(int by) {
                    return 6 / by;
                }
                try {
                    divide(0);
                } catch (ArithmeticException e) {
                    System.out.print("caught");
                }
                int zero = 0;
                divide(zero);
                """;
        String id = debug.begin(code);
        JsonObject stopped = debug.event("stopped");
        assertThat(stopped.get("reason").getAsString()).isEqualTo("exception");
        assertThat(stopped.get("text").getAsString()).contains("/ by zero");
        debug.onThread(stopped.get("threadId").getAsInt());
        assertThat(debug.lines()).containsExactly("divide:2", "cell:10");
        assertThat(debug.evaluate("zero")).isEqualTo("0");
        debug.step("continue");
        assertThat(debug.finish(id)).isEqualTo("error");
    }
}
