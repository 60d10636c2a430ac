package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMagicsTest {
    private static Conversation talk;

    /** Runs its text or body, in one of several ways. */
    private record Runner(String name, Set<Kind> kinds) implements Magic {
        @Override
        public String summary() {
            return "Runs code.";
        }

        @Override
        public String help() {
            return "%" + name + " code\n\nRuns code.";
        }

        @Override
        public String example() {
            return "%" + name + " 1";
        }

        @Override
        public List<Completion.Candidate> complete(String arguments, MagicContext context) {
            return List.of(new Completion.Candidate("faster", "option", ""));
        }

        @Override
        public Object run(MagicLine line, MagicContext context) throws Exception {
            String code = line.body() == null ? line.text() : line.body();
            if (line.words().contains("wrong")) {
                throw new IllegalArgumentException("%go wrong: not allowed. Allowed: right.");
            }
            if (name.equals("twice")) {
                var compiled = context.compile(code);
                return List.of(String.valueOf(compiled.call()), String.valueOf(compiled.call()));
            }
            return name.equals("scoped")
                    ? ScopedValue.where(ScopedSetting.VALUE, "inside").call(() -> context.run(code))
                    : context.run(code);
        }
    }

    @BeforeAll
    static void open() {
        talk =
                new Conversation(
                        SessionConfig.builder()
                                .magics(
                                        List.of(
                                                new Runner("go", EnumSet.allOf(Magic.Kind.class)),
                                                new Runner(
                                                        "twice", EnumSet.allOf(Magic.Kind.class)),
                                                new Runner("body", EnumSet.of(Magic.Kind.CELL)),
                                                new Runner("scoped", EnumSet.of(Magic.Kind.LINE))))
                                .build());
        talk.run("int x = 1;");
    }

    @AfterAll
    static void close() {
        talk.close();
    }

    @Test
    void magics_stand_between_java_lines_and_may_be_the_value() {
        assertThat(talk.value("int a = 20;\n%go a + 1\n  %go a + 2\n")).isEqualTo(22);
        assertThat(talk.value("%go a\na + 3")).isEqualTo(23);
        assertThat(talk.value("_ + 1")).isEqualTo(24);
    }

    @Test
    void the_rest_of_the_cell_is_the_body_of_a_cell_magic() {
        assertThat(talk.value("\n%%go\nint b = 4;\nb * 2")).isEqualTo(8);
    }

    @Test
    void a_percent_sign_within_an_expression_is_java() {
        assertThat(talk.value("int m = 17;\nint go = 5;\nm\n % go")).isEqualTo(2);
        assertThat(talk.value("(m\n%go)")).isEqualTo(2);
    }

    @Test
    void an_unknown_magic_names_the_nearest_and_the_known() {
        CellError error = talk.error("%gp 1");
        assertThat(error.message())
                .contains("unknown magic 'gp'")
                .contains("Did you mean '%go'")
                .contains("Known: %go, ")
                .contains(", %twice");
        assertThat(error.lines()).hasSize(1);
        assertThat(talk.error("%body 1").message()).contains("%%body");
    }

    @Test
    void a_mistake_of_the_person_shows_its_message_alone() {
        CellError error = talk.error("%go wrong");
        assertThat(error.lines()).containsExactly("%go wrong: not allowed. Allowed: right.");
    }

    @Test
    void an_exception_of_the_code_shows_its_line_in_the_cell() {
        CellError error = talk.error("%%go\nint zero = 0;\n\n1 / zero");
        assertThat(error.name()).isEqualTo("java.lang.ArithmeticException");
        assertThat(talk.shown(error)).contains("line 4").doesNotContain("mantissa");
        CellError compilation = talk.error("int y = 1;\n%go nope + 1");
        assertThat(compilation.lines().get(0)).contains("line 2: cannot find symbol");
        assertThat(compilation.lines().get(2)).isEqualTo("        ^^^^");
    }

    @Test
    void a_scoped_value_that_a_magic_binds_reaches_its_code_and_no_further() {
        assertThat(talk.value("%scoped dev.mantissa.kernel.session.ScopedSetting.VALUE.get()"))
                .isEqualTo("inside");
        assertThat(talk.value("dev.mantissa.kernel.session.ScopedSetting.VALUE.isBound()"))
                .isEqualTo(false);
    }

    @Test
    void help_is_shown() {
        talk.run("%go?");
        assertThat(talk.out()).contains("Runs code.");
        talk.run("%go --help");
        assertThat(talk.out()).contains("Runs code.");
    }

    @Test
    void compiled_code_runs_many_times() {
        assertThat(talk.value("%twice x++")).isEqualTo(List.of("1", "2"));
        assertThat(talk.value("%%twice\nint s = 0;\nfor (int i = 0; i < 4; i++) s += i;\ns"))
                .isEqualTo(List.of("6", "6"));
        assertThat(talk.value("%twice print(\"p\")")).isEqualTo(List.of("null", "null"));
        assertThat(talk.out()).isEqualTo("pp");
        assertThat(talk.error("%twice nope(1)").lines().get(0)).contains("cannot find symbol");
    }

    @Test
    void compiled_code_can_be_interrupted() throws InterruptedException {
        CellResult result = talk.interrupted("print(\"go\");\n%twice while (true) {}");
        assertThat(result).isInstanceOf(CellResult.Interrupted.class);
    }

    @Test
    void a_cell_registers_its_own_magic() {
        talk.run("Magics.register(\"greet\", (line, ctx) -> \"Hello \" + line.words());");
        assertThat(talk.value("%greet you \"and me\"")).isEqualTo("Hello [you, and me]");
        assertThat(talk.session.magics()).extracting(Magic::name).contains("greet");
    }

    @Test
    void the_value_of_a_magic_is_assigned() {
        assertThat(talk.value("int before = 3;\nint got = %go before + 1\ngot * 2")).isEqualTo(8);
        assertThat(talk.value("var path = %go \"a \\\\ /*.jar\"; \npath")).isEqualTo("a \\ /*.jar");
        assertThat(talk.value("int go2 = 7;\nint mod = 17\n % go2;\nmod")).isEqualTo(3);
        assertThat(talk.value("var text = \"\"\"\n  x = %go 1\n  \"\"\";\ntext"))
                .isEqualTo("x = %go 1\n");
        assertThat(talk.error("int wrong = %go wrong").lines())
                .containsExactly("%go wrong: not allowed. Allowed: right.");
        assertThat(talk.value("1 + 1")).isEqualTo(2);
    }

    @Test
    void code_calls_magics_and_evaluates_code() {
        assertThat(talk.value("int five = lineMagic(\"go\", List.of(\"2\", \"+\", \"3\"));\nfive"))
                .isEqualTo(5);
        assertThat(talk.value("(int) cellMagic(\"go\", List.of(), \"int c1 = 4;\\nc1 * 2\") + 1"))
                .isEqualTo(9);
        assertThat(talk.value("(int) eval(\"1 + 2\") + 3")).isEqualTo(6);
        assertThat(talk.value("eval(\"int deep = 11;\"); eval(\"%go deep + 1\")")).isEqualTo(12);
        assertThat(talk.value("deep")).isEqualTo(11);
        assertThat(talk.error("eval(\"nosuch()\")").lines().get(0)).contains("cannot find symbol");
        assertThat(
                        talk.value(
                                "int safe() { try { eval(\"1 / (deep - 11)\"); return 0; } catch (ArithmeticException e) { return 1; } }\nsafe()"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"go", "twice"})
    void what_the_code_of_a_magic_throws_stays_what_it_is(String magic) {
        String code = "\"%s\", \"Integer.parseInt(\\\"x\\\")\"".formatted(magic);
        assertThat(
                        talk.value(
                                "int seen = 0;\ntry { lineMagic(%s); } catch (NumberFormatException e) { seen = 1; }\nseen"
                                        .formatted(code)))
                .isEqualTo(1);
        assertThat(talk.error("lineMagic(%s)".formatted(code)).name())
                .isEqualTo("java.lang.NumberFormatException");
        assertThat(talk.error("%" + magic + " Integer.parseInt(\"x\")").name())
                .isEqualTo("java.lang.NumberFormatException");
        assertThat(talk.error("lineMagic(\"go\", \"wrong\")").name()).isEqualTo("UsageError");
        assertThat(talk.error("%go wrong").name()).isEqualTo("UsageError");
    }

    @Test
    void a_call_that_fails_runs_nothing_twice() {
        talk.run("int times = 0; void count() { times++; }");
        assertThat(talk.error("count();\neval(\"nosuch()\");").lines().get(0))
                .contains("cannot find symbol");
        assertThat(talk.value("times")).isEqualTo(1);
    }

    @Test
    void a_session_is_emptied_and_goes_on() {
        Conversation own = new Conversation(SessionConfig.builder().build());
        own.run("import java.awt.Point;");
        own.run("int gone = 1; class Kept { int n = gone; } Kept made() { return new Kept(); }");
        own.session.reset();
        assertThat(own.session.variables()).isEmpty();
        assertThat(own.error("gone").lines().get(0)).contains("cannot find symbol");
        assertThat(own.value("String gone = \"new\"; println(List.of(gone)); gone"))
                .isEqualTo("new");
        assertThat(own.session.inputs().values()).contains("import java.awt.Point;", "gone");
        own.close();
    }

    @Test
    void names_and_arguments_of_magics_are_completed() {
        Completion names = talk.session.complete("int q = 1;\n%tw", 14);
        assertThat(names.candidates())
                .extracting(Completion.Candidate::text)
                .containsExactly("%twice");
        assertThat(names.start()).isEqualTo(11);
        Completion arguments = talk.session.complete("%go fa", 6);
        assertThat(arguments.start()).isEqualTo(4);
        assertThat(arguments.candidates())
                .extracting(Completion.Candidate::text)
                .containsExactly("faster");
        assertThat(talk.session.complete("%%", 2).candidates())
                .extracting(Completion.Candidate::text)
                .containsExactly("%%body", "%%go", "%%twice");
    }
}
