package dev.mantissa.magics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.JShellSession;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells become files and files become cells; a session is looked back on and emptied. */
class SessionFilesTest {
    @TempDir Path folder;
    private JShellSession session;

    @BeforeEach
    void open() {
        session = MantissaSession.open(notice -> {});
    }

    @AfterEach
    void closed() {
        session.close();
    }

    @Test
    void history_shows_cells_by_number() {
        run("int a = 1;");
        run("int b = 2;\na + b");
        assertThat(run("%history")).isEqualTo("int a = 1;\nint b = 2;\na + b\n%history\n");
        assertThat(run("%history -n 2")).isEqualTo("   2: int b = 2;\n      a + b\n");
        assertThat(run("%hist 1 2-2")).startsWith("int a = 1;\nint b").doesNotContain("hist");
        assertThat(failure("%history 9")).contains("no cell 9", "There are: 1 to 6");
        assertThat(failure("%history 2-1")).contains("no cell 2-1");
        assertThat(failure("%history x")).contains("'x' is no cell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kept.ipynb", "kept.java", "kept.jsh"})
    void saved_cells_run_again_in_an_empty_session(String name) {
        Path file = folder.resolve(name);
        run("int base = 40;");
        run("int more(int n) {\n    return base + n;\n}");
        run("// nothing to keep");
        assertThat(run("%save " + file + " 1-2")).contains("Wrote 2 cells to " + file);
        assertThat(failure("%save " + file)).contains("there already", "%save -f");
        assertThat(failure("%save " + folder.resolve("kept.txt"))).contains(".ipynb, .java, .jsh");
        run("%reset -f");
        assertThat(failure("more(2)")).contains("cannot find symbol");
        run("%run " + file);
        assertThat(value("more(2)")).isEqualTo(42);
    }

    @Test
    void a_program_runs_with_its_arguments() {
        Path file = folder.resolve("Greeter.java");
        run(
                "%%writefile "
                        + file
                        + "\npackage some.where;\n\nimport java.util.List;\n\npublic class Greeter {\n    public static void main(String[] args) {\n        System.out.println(\"hello \" + List.of(args));\n    }\n}");
        assertThat(run("%run " + file + " 'you there' 2")).isEqualTo("hello [you there, 2]\n");
        run(
                "%%writefile "
                        + file
                        + "\nint twice(int n) { return 2 * n; }\nvoid main() { IO.println(twice(21)); }");
        assertThat(run("%run " + file)).contains("42");
        assertThat(failure("%run " + folder.resolve("Greter.java")))
                .contains("Did you mean 'Greeter.java'?");
    }

    @Test
    void a_class_with_main_runs_when_its_cell_asks() {
        run("class Hello { public static void main(String[] a) { println(\"hi \" + a.length); } }");
        assertThat(run("Hello.main(new String[2])")).isEqualTo("hi 2\n");
        run("class Plain { void main() { IO.println(\"plain\"); } }");
        assertThat(run("new Plain().main()")).isEqualTo("plain\n");
    }

    @Test
    void text_of_a_cell_is_written_and_added_to_a_file() throws Exception {
        Path file = folder.resolve("a.txt");
        assertThat(run("%%writefile " + file + "\n  one \n\ntwo")).contains("Wrote");
        assertThat(run("%%file -a " + file + "\nthree")).contains("Added to");
        assertThat(Files.readString(file)).isEqualTo("  one \n\ntwo\nthree\n");
        assertThat(run("%%writefile " + file + "\nnew")).contains("Replaced");
        assertThat(Files.readString(file)).isEqualTo("new\n");
        assertThat(failure("%%writefile " + folder.resolve("no/b.txt") + "\nx"))
                .contains("there is no folder");
        assertThat(failure("%%writefile " + folder + "\nx")).contains("it is a folder");
        assertThat(failure("%%writefile --apend " + file + "\nx"))
                .contains("unknown option '--apend'. Did you mean '--append'?");
        assertThat(failure("%%writefile " + file + " -A\nx")).contains("unknown option '-A'");
        assertThat(Files.readString(file)).isEqualTo("new\n");
        run("%%writefile --append " + file + "\nmore");
        assertThat(Files.readString(file)).isEqualTo("new\nmore\n");
    }

    @Test
    void a_reset_forgets_declarations_and_values_and_keeps_imports_of_the_start() {
        run("int gone = 1;");
        assertThat(value("gone + 1")).isEqualTo(2);
        assertThat(run("%reset -f")).contains("Forgot 1 variables");
        assertThat(failure("_")).contains("there is none yet");
        assertThat(run("%who")).contains("No variables yet");
        assertThat(value("Tensor.class.getSimpleName()")).isEqualTo("Tensor");
        assertThat(failure("%reset all")).contains("%reset -f");
    }

    @Test
    void the_java_process_is_shown_and_options_are_checked_before_anything_is_lost() {
        run("int stays = 1;");
        assertThat(run("%jvm")).contains("version", "most memory for objects", "options");
        assertThat(failure("%jvm -XX:NoSuchOption=1"))
                .contains("Java does not start so", "NoSuchOption");
        assertThat(failure("%jvm Xmx1g")).contains("begins with a dash");
        assertThat(run("%jvm -Xmx777m")).contains("has no effect", "MANTISSA_JAVA_OPTS='-Xmx777m'");
        assertThat(run("%restart")).contains("Nothing was restarted");
        assertThat(value("stays")).isEqualTo(1);
    }

    private String run(String code) {
        Shown shown = new Shown();
        assertThat(session.execute(new Cell(code), shown))
                .as(shown.text())
                .isInstanceOf(CellResult.Ok.class);
        return shown.text();
    }

    private Object value(String code) {
        Shown shown = new Shown();
        CellResult result = session.execute(new Cell(code), shown);
        assertThat(result).as(shown.text()).isInstanceOf(CellResult.Ok.class);
        return ((CellResult.Ok) result).value();
    }

    private String failure(String code) {
        Shown shown = new Shown();
        assertThat(session.execute(new Cell(code), shown))
                .as(shown.text())
                .isInstanceOf(CellResult.Failed.class);
        return shown.text();
    }
}
