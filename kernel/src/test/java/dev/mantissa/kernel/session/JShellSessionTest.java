package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JShellSessionTest {
    private static Conversation talk;

    @BeforeAll
    static void open() {
        talk = new Conversation();
    }

    @AfterAll
    static void close() {
        talk.close();
    }

    @Test
    void all_snippets_of_a_cell_run_and_the_last_expression_is_its_value() {
        Object value =
                talk.value(
                        """
                        import java.util.concurrent.atomic.AtomicInteger;
                        record Point(int x, int y) {}
                        int twice(int n) { return 2 * n; } // a comment
                        var p = new Point(twice(4), 3);
                        for (int i = 0; i < 2; i++) { println(i); }
                        if (p.x() > 5) print("big"); else print("small");
                        p.x() + p.y()
                        """);
        assertThat(value).isEqualTo(11);
        assertThat(talk.out()).isEqualTo("0\n1\nbig");
    }

    @Test
    void a_value_is_the_real_object() {
        Object list = talk.value("List<Integer> kept = new ArrayList<>(); kept");
        assertThat(list).isInstanceOf(ArrayList.class);
        talk.run("kept.add(42);");
        assertThat(list).isEqualTo(List.of(42));
    }

    @Test
    void underscore_and_out_are_typed_values_of_earlier_cells() {
        int count = ((CellResult.Ok) talk.run("\"abc\"")).count();
        assertThat(talk.value("_.length() + 1")).isEqualTo(4);
        assertThat(talk.value("_ * 2")).isEqualTo(8);
        assertThat(talk.value("Out[%d].toUpperCase()".formatted(count))).isEqualTo("ABC");
        assertThat(talk.value("int which = %d; Out[which]".formatted(count))).isEqualTo("abc");
    }

    @Test
    void underscore_still_names_what_is_not_used() {
        talk.run("5");
        Object value =
                talk.value(
                        """
                        record Pair(int a, int b) {}
                        Function<Integer, Integer> f = _ -> 7;
                        BiFunction<Integer, Integer, Integer> g = (_, y) -> y;
                        int seen = 0;
                        for (var _ : List.of(1, 2)) { seen++; }
                        Object o = new Pair(1, 2);
                        if (o instanceof Pair(_, var b)) { seen += b; }
                        try { Integer.parseInt("x"); } catch (NumberFormatException _) { seen++; }
                        f.apply(_) + g.apply(_, 10) + seen
                        """);
        assertThat(value).isEqualTo(7 + 10 + 5);
    }

    @Test
    void a_missing_value_is_explained() {
        CellError error = talk.error("Out[987654]");
        assertThat(error.message()).contains("cell 987654 has no value");
        assertThat(error.lines()).hasSize(1);
    }

    @Test
    void a_semicolon_makes_a_call_or_assignment_silent() {
        assertThat(talk.value("Math.sqrt(4);")).isNull();
        assertThat(talk.value("int q = 1; q = 5;")).isNull();
        assertThat(talk.value("Math.sqrt(4)")).isEqualTo(2.0);
        assertThat(talk.value("q")).isEqualTo(5);
        assertThat(talk.value("q;")).isEqualTo(5);
    }

    @Test
    void results_are_shown_unless_silent() {
        talk.run("1 + 1");
        assertThat(talk.output.bundles()).extracting(MimeBundle::plain).containsExactly("2");
        RecordingOutput quiet = new RecordingOutput();
        CellResult result = talk.session.execute(new Cell("40 + 2", true, true), quiet);
        assertThat(quiet.events()).isEmpty();
        assertThat(((CellResult.Ok) result).value()).isEqualTo(42);
    }

    @Test
    void null_shows_nothing_and_the_last_value_stays() {
        talk.run("var map = new HashMap<String, Integer>(); 5");
        for (String code : List.of("map.put(\"k\", 1)", "null", "(Object) null", "(String) null")) {
            assertThat(talk.value(code)).isNull();
            assertThat(talk.output.events()).as(code).isEmpty();
        }
        assertThat(talk.value("map.put(\"k\", 2)")).isEqualTo(1);
        talk.run("5");
        talk.run("(Object) null");
        assertThat(talk.value("_")).isEqualTo(5);
    }

    @Test
    void a_cell_outside_of_the_history_leaves_it_alone() {
        int count = ((CellResult.Ok) talk.run("77")).count();
        CellResult result =
                talk.session.execute(new Cell("88", false, false), new RecordingOutput());
        assertThat(((CellResult.Ok) result).count()).isEqualTo(count);
        assertThat(talk.value("_")).isEqualTo(77);
        assertThat(((CellResult.Ok) talk.run("1")).count()).isEqualTo(count + 2);
    }

    @Test
    void methods_may_be_declared_before_what_they_call() {
        talk.run("int outer() { return inner() + 1; }");
        assertThat(talk.err()).contains("outer()").contains("inner()");
        assertThat(talk.error("outer()").message()).contains("inner()");
        talk.run("int inner() { return 1; }");
        assertThat(talk.value("outer()")).isEqualTo(2);
        talk.run("int inner() { return 10; }");
        assertThat(talk.value("outer()")).isEqualTo(11);
    }

    @Test
    void declaring_a_type_anew_says_which_variables_lost_their_value() {
        talk.run("class Box { int v = 1; }\nvar box = new Box();");
        talk.run("class Box { int v = 2; int w; }");
        assertThat(talk.err()).contains("variable box lost its value");
    }

    @Test
    void declarations_of_one_cell_that_need_each_other_are_declared_without_a_note() {
        Object area =
                talk.value(
                        """
                        sealed interface Shape permits Disc, Square {}
                        record Disc(double r) implements Shape {}
                        record Square(double side) implements Shape {}
                        Shape shape = new Square(3);
                        switch (shape) { case Disc d -> 0.0; case Square s -> s.side() * s.side(); }
                        """);
        assertThat(area).isEqualTo(9.0);
        assertThat(talk.err()).isEmpty();
    }

    @Test
    void variables_have_types_and_values() {
        talk.run("double half = 0.5; String nothing = null;");
        assertThat(talk.session.variables())
                .contains(new Variable("half", "double", 0.5))
                .contains(new Variable("nothing", "String", null));
        assertThat(talk.session.value("half")).contains(0.5);
        assertThat(talk.session.value("half + 1")).contains(1.5);
        assertThat(talk.session.value("unknownThing")).isEmpty();
    }

    @Test
    void the_context_class_loader_knows_the_classes_of_cells() {
        talk.run("class Here {}");
        assertThat(
                        talk.value(
                                "Thread.currentThread().getContextClassLoader() == Here.class.getClassLoader()"))
                .isEqualTo(true);
    }

    @Test
    void windows_line_ends_are_line_ends() {
        assertThat(talk.value("int crlf = 2;\r\n  crlf\r\n")).isEqualTo(2);
    }

    @Test
    void an_empty_cell_is_well() {
        assertThat(talk.value("")).isNull();
        assertThat(talk.value("// only words\n")).isNull();
    }
}
