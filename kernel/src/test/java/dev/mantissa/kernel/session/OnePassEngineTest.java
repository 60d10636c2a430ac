package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Expressions and statements are compiled once, and mean what they mean to JShell. */
class OnePassEngineTest {
    private static final String CLASS = "new Throwable().getStackTrace()[0].getClassName()";
    private static final String OWN = "REPL.$JShell$1000";

    @AutoClose private final Conversation talk = new Conversation();

    @Test
    void expressions_and_statements_take_one_pass() {
        assertThat((String) talk.value(CLASS)).startsWith(OWN);
        talk.value("String by = \"\";");
        talk.value("by = " + CLASS + ";");
        assertThat((String) talk.value("by")).startsWith(OWN);
        talk.value("for (int i = 0; i < 2; i++) { by = i + " + CLASS + "; }");
        assertThat((String) talk.value("by")).startsWith("1" + OWN);
    }

    @Test
    void what_is_declared_anew_is_what_later_cells_see() {
        talk.value("int x = 1; int f(int a) { return a + x; } record P(int a) {}");
        assertThat(talk.value("f(x) + new P(3).a()")).isEqualTo(5);
        talk.value("String x = \"abc\"; int f(String a) { return 40; } record P(String b) {}");
        assertThat(talk.value("x.length() + f(x) + new P(\"de\").b().length()")).isEqualTo(45);
        talk.value("x = x + 'd';");
        assertThat(talk.value("x")).isEqualTo("abcd");
    }

    @Test
    void the_value_of_a_cell_keeps_its_type() {
        talk.value("record P(int a) {}");
        talk.value("List.of(new P(1), new P(2))");
        assertThat(talk.value("_.get(1).a()")).isEqualTo(2);
        talk.value("new HashMap<String, int[]>(Map.of(\"k\", new int[] {7}))");
        assertThat(talk.value("_.get(\"k\")[0]")).isEqualTo(7);
        assertThat(talk.value("Arrays.asList(1, \"a\")")).isEqualTo(List.of(1, "a"));
        assertThat(talk.value("((List<?>) _).size()")).isEqualTo(2);
    }

    @Test
    void imports_of_cells_are_seen_and_a_local_name_hides_them() {
        talk.value("import java.util.concurrent.atomic.AtomicInteger;");
        talk.value("import static java.lang.Math.*;");
        talk.value("int total = 5;");
        assertThat(talk.value("new AtomicInteger(total).get() + (int) floor(2.5)")).isEqualTo(7);
        talk.value("{ int total = 9; println(total + 1); }");
        assertThat(talk.out()).isEqualTo("10\n");
        assertThat(talk.value("total")).isEqualTo(5);
    }

    @Test
    void an_exception_names_the_line_of_a_longer_expression() {
        CellError error =
                talk.error(
                        "int one = 1;\nInteger.parseInt(\"1\") +\n  Integer.parseInt(\"x\") +\n  one");
        assertThat(error.name()).isEqualTo("java.lang.NumberFormatException");
        assertThat(talk.shown(error)).contains("> Integer.parseInt(\"x\")");
    }

    @Test
    void a_method_that_waits_for_another_is_left_to_the_engine_that_explains_it() {
        talk.run("int g() { return missing() + 1; }");
        assertThat(talk.shown(talk.error("g()"))).contains("missing()");
        talk.value("int missing() { return 1; }");
        assertThat(talk.value("g()")).isEqualTo(2);
    }

    @Test
    void what_has_no_value_runs_once() {
        talk.value("int n = 0; void step() { n++; }");
        talk.value("step()");
        talk.error("step(); throw new RuntimeException();");
        assertThat(talk.value("n")).isEqualTo(2);
    }
}
