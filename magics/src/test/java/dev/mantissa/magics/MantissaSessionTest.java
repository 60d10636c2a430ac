package dev.mantissa.magics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.datasets.Cache;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.lib.Environment;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.magics.maven.LocalMaven;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole sessions, as a person meets them. */
class MantissaSessionTest {
    @TempDir Path folder;
    private final Numerics before = Numerics.notebook();
    private final List<String> told = new ArrayList<>();
    private JShellSession session;

    @AfterEach
    void closed() {
        session.close();
        Numerics.setNotebook(before);
    }

    @Test
    void dot_env_takes_effect_and_is_named_at_the_start_and_in_the_table() throws Exception {
        Files.writeString(folder.resolve(".env"), "MANTISSA_PRECISION=high\n");
        open(Map.of());
        assertThat(told)
                .hasSize(1)
                .first()
                .asString()
                .contains("precision is set to 'high'", ".env");
        assertThat(run("%precision")).contains("high", ".env line 1");
        assertThat(value("Numerics.current().precision().name()")).isEqualTo("high");
    }

    @Test
    void the_environment_wins_over_dot_env_and_a_wrong_value_is_told() throws Exception {
        Files.writeString(folder.resolve(".env"), "MANTISSA_PRECISION=high\n");
        open(Map.of("MANTISSA_PRECISION", "mediun"));
        assertThat(told)
                .anyMatch(t -> t.contains("MANTISSA_PRECISION=mediun") && t.contains("'medium'"));
        assertThat(run("%precision")).contains("high", ".env line 1");
    }

    @Test
    void data_sets_are_kept_where_dot_env_says() throws Exception {
        Files.writeString(folder.resolve(".env"), "MANTISSA_CACHE=" + folder + "/kept\n");
        open(Map.of());
        assertThat(Cache.standard().folder()).isEqualTo(folder.resolve("kept"));
        session.close();
        Files.delete(folder.resolve(".env"));
        open(Map.of());
        assertThat(Cache.standard().folder()).isNotEqualTo(folder.resolve("kept"));
    }

    @Test
    void what_notebooks_use_needs_no_import() {
        open(Map.of());
        assertThat(
                        value(
                                """
                                Stream.of(Svg.class, Html.class, Tensor.class, Datasets.class, Charts.class,
                                    ParetoPoint.class, F16.class, Precision.class, QuantSchemes.class,
                                    ErrorReport.class, Engines.class, Magic.class, Duration.class,
                                    Pattern.class, Files.class, URI.class, ExecutorService.class).count()
                                """))
                .isEqualTo(17L);
        assertThat(run("display(new Svg(\"<svg>dot</svg>\")); println(1)")).contains("dot", "1");
    }

    @Test
    void values_outlive_imports_of_libraries_that_the_compiler_has_not_seen_yet() {
        open(Map.of());
        run(
                "var a = Tensor.randn(1, 4, 4); int n = 1; n = 2; int calls = 0; int f() { return ++calls; }");
        assertThat(run("import org.deeplearning4j.nn.conf.*;")).doesNotContain("lost", "Note");
        assertThat(value("a.sum() * 0 + n + 4")).isEqualTo(6.0);
        assertThat(run("NeuralNetConfiguration.Builder made(int x) { f(); return null; } made(1)"))
                .doesNotContain("Note");
        assertThat(value("calls")).isEqualTo(1);
        assertThat(run("import org.nd4j.linalg.api.ndarray.*;")).doesNotContain("lost", "Note");
        assertThat(value("a.sum() * 0 + n + 4")).isEqualTo(6.0);
    }

    @Test
    void a_person_may_use_the_names_of_our_classes_for_their_own() {
        open(Map.of());
        for (String name : List.of("Html", "Svg", "Magics", "Engines", "ErrorReport", "List")) {
            run("record %s(int own) {}".formatted(name));
            assertThat(value("new %s(3).own()".formatted(name))).as(name).isEqualTo(3);
        }
        run("import java.awt.List;");
        assertThat(value("List.class.getName()")).isEqualTo("java.awt.List");
        run("class List {}");
        assertThat(value("List.class.isRecord()")).isEqualTo(false);
        assertThat(value("new Svg(4).own()")).isEqualTo(4);
    }

    @Test
    void a_product_obeys_the_precision_of_the_notebook_and_of_its_cell() {
        open(Map.of());
        run("var a = Tensor.randn(1, 64, 64); var b = Tensor.randn(2, 64, 64);");
        run(
                "var exact = a.matmulF64(b); double off(Tensor c) { return c.errorAgainst(exact).relativeFrobenius(); }");
        assertThat((double) value("off(a.matmul(b))")).isLessThan(1e-6);
        assertThat((double) value("%%precision bf16\noff(a.matmul(b))")).isBetween(2e-3, 3e-3);
        assertThat((double) value("off(a.matmul(b))")).isLessThan(1e-6);
        run("%precision high");
        assertThat((double) value("off(a.matmul(b))")).isBetween(2e-4, 4e-4);
    }

    @Test
    void after_an_error_in_a_cell_with_its_own_precision_the_notebooks_holds() {
        open(Map.of());
        assertThat(failure("%%precision f16\nint kept = 1;\nthrow new RuntimeException(\"boom\")"))
                .contains("boom");
        assertThat(value("Numerics.current().precision().name()")).isEqualTo("highest");
        assertThat(value("kept")).isEqualTo(1);
        assertThat(failure("%%precision f16\nnosuch()")).contains("cannot find symbol");
        assertThat(run("%precision")).contains("highest").doesNotContain("f16");
    }

    @Test
    void a_person_writes_a_magic_in_a_cell_and_uses_it() {
        open(Map.of());
        run(
                """
                Magics.register(new Magic() {
                    public String name() { return "shout"; }
                    public Set<Kind> kinds() { return Set.of(Kind.LINE, Kind.CELL); }
                    public String summary() { return "says it louder"; }
                    public String help() { return "%shout WORDS"; }
                    public String example() { return "%shout hello"; }
                    public Object run(MagicLine line, MagicContext context) throws Exception {
                        if (line.words().isEmpty()) throw new IllegalArgumentException("%shout: what?");
                        return (line.body() == null ? line.text() : context.run(line.body())).toString().toUpperCase();
                    }
                });
                """);
        assertThat(value("%shout hello you")).isEqualTo("HELLO YOU");
        assertThat(value("%%shout now\n\"as\" + 1")).isEqualTo("AS1");
        assertThat(run("%lsmagic")).contains("%shout, %%shout", "says it louder");
        assertThat(failure("%shuot")).contains("Did you mean '%shout'?");
        assertThat(session.complete("%sho", 4).candidates()).hasSize(1);
        assertThat(value("1 + 1")).isEqualTo(2);
    }

    @Test
    void a_library_from_a_repository_is_there_for_the_next_cells() throws Exception {
        String url =
                new LocalMaven(folder.resolve("remote"))
                        .publish("mantissa-test-leaf", "2.0")
                        .publish("mantissa-test-top", "1.0", "mantissa-test-leaf:2.0")
                        .url();
        open(Map.of());
        assertThat(run("%mavenRepo central " + url)).contains("central (file:");
        assertThat(run("%maven test:mantissa-test-top:1.0"))
                .contains(
                        "Added to the class path: mantissa-test-top-1.0.jar, mantissa-test-leaf-2.0.jar");
        assertThat(
                        value(
                                "new String(Thread.currentThread().getContextClassLoader().getResourceAsStream(\"mantissa-test-leaf.txt\").readAllBytes())"))
                .isEqualTo("2.0");
        assertThat(run("%maven test:mantissa-test-top:1.0")).contains("on the class path already");
        assertThat(run("%jars")).contains("mantissa-test-top-1.0.jar");
        assertThat(run("%classpath")).contains("added in this session");
    }

    @Test
    void a_script_and_a_notebook_are_loaded() throws Exception {
        open(Map.of());
        Path script = folder.resolve("s.jsh");
        Files.writeString(script, "int one = 1;\n\nint two() { return one + 1; }\n");
        run("%load " + script);
        assertThat(value("two()")).isEqualTo(2);
        Path notebook = folder.resolve("n.ipynb");
        Files.writeString(
                notebook,
                """
                {"cells":[{"cell_type":"markdown","metadata":{},"source":["# T"]},
                {"cell_type":"code","metadata":{},"execution_count":null,"outputs":[],"source":["int three = two() + 1;"]}],
                "metadata":{},"nbformat":4,"nbformat_minor":4}
                """);
        run("%load '" + notebook + "'");
        assertThat(value("three")).isEqualTo(3);
        assertThat(failure("%load " + folder.resolve("s.jhs"))).contains("Did you mean 's.jsh'?");
    }

    @Test
    void code_is_timed() {
        open(Map.of());
        assertThat(run("%time Thread.onSpinWait()"))
                .containsPattern("wall .* · processor .* \\(all threads\\)");
        assertThat(value("%time 6 * 7")).isEqualTo(42);
        assertThat(run("%time 6 * 7;")).doesNotContain("42", "compiling included");
        assertThat(run("%time var kept = 6 * 7;")).contains("compiling included");
        assertThat(value("kept")).isEqualTo(42);
        assertThat(run("%%time\nint a = 1;\nint b = 2;")).contains("compiling included");
        run("int runs = 0;");
        assertThat(run("%timeit -n 10 -r 3 runs++")).contains("3 runs of 10");
        assertThat((int) value("runs")).isGreaterThanOrEqualTo(30);
        assertThat(failure("%timeit nosuch()")).contains("cannot find symbol");
        assertThat(failure("%timeit -n none 1"))
                .contains("-n takes a whole number from 1, not 'none'");
        assertThat(value("%timeit -o -n 5 -r 2 Math.sqrt(2)"))
                .hasFieldOrPropertyWithValue("runs", 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%time spin()",
                "%%time\nspin();",
                "%%precision bf16\nspin();",
                "%timeit spin()"
            })
    void an_interrupt_ends_what_a_magic_runs(String code) throws Exception {
        open(Map.of());
        run("int spin() { print(\"spinning\"); for (int i = 0; true; i++) { } }");
        Shown shown = new Shown();
        CompletableFuture<CellResult> running =
                CompletableFuture.supplyAsync(() -> session.execute(new Cell(code), shown));
        while (!shown.text().contains("spinning") && !running.isDone()) {
            Thread.yield();
        }
        session.interrupt();
        assertThat(running.get(30, TimeUnit.SECONDS)).isInstanceOf(CellResult.Interrupted.class);
        assertThat(shown.text()).contains("spinning", "Variables keep their values");
        assertThat(value("1 + 1")).isEqualTo(2);
        assertThat(value("Numerics.current().precision().name()")).isEqualTo("highest");
    }

    private void open(Map<String, String> variables) {
        session =
                MantissaSession.open(
                        new Environment(name -> null, variables::get, folder), told::add);
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
