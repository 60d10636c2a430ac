package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CellErrorTest {
    private static Conversation talk;

    @BeforeAll
    static void open() {
        talk = new Conversation();
        talk.run("int alive = 41;");
    }

    @AfterAll
    static void close() {
        talk.close();
    }

    @AfterEach
    void the_session_lives() {
        assertThat(talk.value("alive + 1")).isEqualTo(42);
    }

    @Test
    void a_compilation_error_marks_the_place_in_the_cell() {
        CellError error = talk.error("println(1);\nint x =\n  fooo(3);\n");
        assertThat(error.name()).isEqualTo("CompilationError");
        assertThat(error.lines().get(0)).endsWith("line 3: cannot find symbol");
        assertThat(error.lines().get(1)).isEqualTo("      fooo(3);");
        assertThat(error.lines().get(2)).isEqualTo("      ^^^^");
        assertThat(talk.shown(error)).contains("fooo(int)").doesNotContain("REPL");
        assertThat(talk.output.events()).anyMatch(e -> e.startsWith("error CompilationError"));
    }

    @Test
    void columns_stay_right_behind_a_replaced_underscore() {
        talk.run("3");
        CellError error = talk.error("_ + _ + nope");
        assertThat(error.lines().get(1)).isEqualTo("    _ + _ + nope");
        assertThat(error.lines().get(2)).isEqualTo("            ^^^^");
    }

    @Test
    void code_that_cannot_be_parsed_runs_not_at_all() {
        talk.error("println(\"first\");\nint w = ;");
        assertThat(talk.out()).isEmpty();
        talk.error("println(\"first\");\nif (true) {");
        assertThat(talk.out()).isEmpty();
    }

    @Test
    void statements_before_one_that_does_not_compile_still_run() {
        CellError error = talk.error("println(1);\nprintln(2);\nprintln(nope);\nprintln(3);");
        assertThat(talk.out()).isEqualTo("1\n2\n");
        assertThat(error.lines().get(0)).contains("line 3");
    }

    @Test
    void an_exception_shows_its_class_the_line_and_the_frames_of_the_person() {
        CellError error =
                talk.error("int divide(int d) {\n    return 10 / d;\n}\ndivide(2);\n\ndivide(0)");
        assertThat(error.name()).isEqualTo("java.lang.ArithmeticException");
        assertThat(error.message()).isEqualTo("/ by zero");
        assertThat(error.lines().get(1)).startsWith("    at divide(), cell ").endsWith("line 2");
        assertThat(error.lines().get(2)).isEqualTo("  > return 10 / d;");
        assertThat(error.lines().get(3)).startsWith("    at cell ").endsWith("line 6");
        assertThat(error.lines()).hasSize(4);
    }

    @Test
    void library_frames_are_shown_and_internal_ones_are_not() {
        String shown = talk.shown(talk.error("Integer.parseInt(\"zz\")"));
        assertThat(shown).contains("java.lang.Integer.parseInt (Integer.java:");
        assertThat(shown)
                .doesNotContain("mantissa")
                .doesNotContain("jshell")
                .doesNotContain("REPL");
    }

    @Test
    void causes_are_shown() {
        String shown =
                talk.shown(
                        talk.error(
                                "throw new IllegalStateException(\"outer\", new java.io.IOException(\"inner\"));"));
        assertThat(shown).contains("IllegalStateException: outer");
        assertThat(shown).contains("Caused by: java.io.IOException: inner");
    }

    @Test
    void an_exception_class_of_a_cell_has_its_plain_name() {
        CellError error = talk.error("class Oops extends RuntimeException {}\nthrow new Oops();");
        assertThat(error.name()).isEqualTo("Oops");
        assertThat(error.lines().getFirst()).isEqualTo("Oops");
    }

    @Test
    void an_end_of_the_jvm_ends_the_cell_alone() {
        assertThat(talk.error("System.exit(3);").message()).contains("System.exit(3)");
        assertThat(talk.error("Runtime.getRuntime().halt(1);").name()).isEqualTo("SystemExit");
        assertThat(talk.error("IntConsumer end = System::exit; end.accept(4);").name())
                .isEqualTo("SystemExit");
    }

    @Test
    void a_stack_overflow_is_an_error_of_the_cell() {
        CellError error = talk.error("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
        assertThat(error.name()).isEqualTo("java.lang.StackOverflowError");
        assertThat(error.lines().size()).isLessThan(40);
    }

    @Test
    void exhausted_memory_is_an_error_of_the_cell() {
        CellError error = talk.error("new long[Integer.MAX_VALUE][]");
        assertThat(error.name()).isEqualTo("java.lang.OutOfMemoryError");
    }

    @Test
    void a_literal_that_no_class_file_holds_is_refused_before_it_spoils_the_session() {
        CellError error = talk.error("var s = \"" + "a".repeat(70_000) + "\";");
        assertThat(error.message()).contains("70,000 bytes").contains("65,535");
        assertThat(error.lines()).allMatch(line -> line.length() < 500);
    }

    @Test
    void a_folded_constant_that_no_class_file_holds_does_not_spoil_the_session() {
        String half = "a".repeat(40_000);
        CellError error = talk.error("var s = \"" + half + "\" + \"" + half + "\";");
        assertThat(error.name()).isEqualTo("CompilationError");
    }

    @Test
    void deeply_nested_parentheses_are_compiled_or_refused() {
        CellResult result = talk.run("int z = " + "(".repeat(30_000) + "1" + ")".repeat(30_000));
        if (result instanceof CellResult.Failed failed) {
            assertThat(failed.error().name()).isEqualTo("CompilationError");
        } else {
            assertThat(talk.value("z")).isEqualTo(1);
        }
    }

    @Test
    void common_mistakes_come_with_a_hint() {
        assertThat(talk.shown(talk.error("float f = 1.5;"))).contains("Hint:").contains("(float)");
        assertThat(talk.shown(talk.error("boolean b = True;"))).contains("Java writes true");
        assertThat(talk.shown(talk.error("Pattern p = null;")))
                .contains("import java.util.regex.Pattern;");
    }
}
