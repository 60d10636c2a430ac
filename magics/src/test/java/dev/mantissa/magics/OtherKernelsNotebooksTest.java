package dev.mantissa.magics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.lib.Environment;
import dev.mantissa.magics.maven.LocalMaven;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What notebooks of the IJava and JJava kernels are made of. */
class OtherKernelsNotebooksTest {
    @TempDir Path folder;
    private final List<String> told = new ArrayList<>();
    private JShellSession session;

    @AfterEach
    void closed() {
        session.close();
    }

    @Test
    void a_way_to_show_a_type_is_registered_with_their_renderer() {
        open(Map.of());
        run(
                """
                import io.github.spencerpark.ijava.IJava;
                import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
                record Plot(String title) {}
                IJava.getKernelInstance().getRenderer()
                    .createRegistration(Plot.class)
                    .preferring(MIMEType.TEXT_HTML)
                    .supporting(MIMEType.TEXT_LATEX)
                    .register((plot, ctx) -> {
                        ctx.renderIfRequested(MIMEType.TEXT_HTML, () -> "<h1>" + plot.title() + "</h1>");
                        ctx.renderIfRequested(MIMEType.TEXT_LATEX, () -> "latex " + plot.title());
                    });
                """);
        assertThat(value("render(new Plot(\"loss\")).data().toString()"))
                .asString()
                .contains("text/html=<h1>loss</h1>", "text/plain=Plot[title=loss]")
                .doesNotContain("latex");
        assertThat(
                        value(
                                "render(new Plot(\"loss\"), \"text/latex\", \"image/png\").data().toString()"))
                .asString()
                .contains("text/latex=latex loss")
                .doesNotContain("h1", "image/png");
        assertThat(
                        value(
                                "String id = display(new Plot(\"a\")); updateDisplay(id, new Plot(\"b\"), \"text/html\"); id"))
                .asString()
                .isNotBlank();
        assertThat(run("display(\"<b>B</b>\", \"text/html\", \"text/markdown\")"))
                .contains("<b>B</b>");
    }

    @Test
    void values_that_show_themselves_and_data_in_several_types_are_shown() {
        open(Map.of());
        run(
                """
                import io.github.spencerpark.jupyter.kernel.display.*;
                import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
                class Own implements DisplayDataRenderable {
                    public Set<MIMEType> getSupportedRenderTypes() { return Set.of(MIMEType.TEXT_MARKDOWN); }
                    public void render(RenderContext context) {
                        context.renderIfRequested(MIMEType.TEXT_MARKDOWN, () -> "**own**");
                    }
                }
                """);
        assertThat(value("render(new Own()).data().get(\"text/markdown\")")).isEqualTo("**own**");
        run(
                "DisplayData data = new DisplayData(\"plain\"); data.putHTML(\"<i>i</i>\"); data.setDisplayId(\"d\");");
        assertThat(value("render(data).data().toString()"))
                .asString()
                .contains("<i>i</i>", "plain");
        assertThat(run("getKernelInstance().display(data)")).contains("plain");
    }

    @Test
    void magics_are_registered_as_lambdas_and_as_marked_methods() {
        open(Map.of());
        run(
                """
                import io.github.spencerpark.ijava.IJava;
                import io.github.spencerpark.jupyter.kernel.magic.common.Shell;
                import io.github.spencerpark.jupyter.kernel.magic.registry.*;
                var magics = IJava.getKernelInstance().getMagics();
                magics.registerMagics(Shell.class);
                magics.registerLineMagic("both", args -> args.size());
                magics.registerCellMagic("both", (args, body) -> args + body.strip());
                class Mine { @LineMagic(aliases = "dbl") public int twice(List<String> args) { return 2 * Integer.parseInt(args.get(0)); } }
                magics.registerMagics(new Mine());
                """);
        assertThat(value("%sh echo 'two words'")).isEqualTo(List.of("two words"));
        assertThat(value("%both a b")).isEqualTo(2);
        assertThat(value("%%both x\ny")).isEqualTo("[x]y");
        assertThat(value("int n = %dbl 21\nn")).isEqualTo(42);
        assertThat(failure("%sh")).contains("no program named");
        assertThat(value("(int) getKernelInstance().evalRaw(\"6 * 7\")")).isEqualTo(42);
    }

    @Test
    void static_imports_of_their_methods_do_not_clash_with_ours() {
        open(Map.of());
        run(
                """
                import static io.github.spencerpark.ijava.runtime.Display.*;
                import static io.github.spencerpark.ijava.runtime.Kernel.*;
                import static io.github.spencerpark.ijava.runtime.Magics.*;
                """);
        assertThat(run("display(1); println(getKernelInstance() != null)")).contains("1", "true");
        assertThat(value("(int) eval(\"2\") + (int) lineMagic(\"time\", List.of(\"3\"))"))
                .isEqualTo(5);
        run(
                "import static org.dflib.jjava.runtime.Kernel.*; import static org.dflib.jjava.runtime.Display.*;");
        assertThat(value("(int) eval(\"2\")")).isEqualTo(2);
        assertThat(
                        value(
                                """
                                import org.dflib.jjava.JJava;
                                import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
                                record Q(int q) {}
                                JJava.getKernelInstance().getRenderer().createRegistration(Q.class)
                                    .preferring(MIMEType.TEXT_MARKDOWN)
                                    .register((q, c) -> c.renderIfRequested(MIMEType.TEXT_MARKDOWN, () -> "q" + q.q()));
                                render(new Q(1)).data().get("text/markdown")
                                """))
                .isEqualTo("q1");
    }

    @Test
    void files_are_loaded_without_their_endings_from_anywhere() throws Exception {
        open(Map.of());
        Path utils = Files.createDirectories(folder.resolve("utils"));
        Files.writeString(
                utils.resolve("Counter.java"),
                "package some.where;\n\nimport java.util.*;\n\npublic class Counter { public List<Integer> all = new ArrayList<>(); }\n");
        Files.writeString(
                utils.resolve("imports.ipynb"),
                """
                {"cells":[{"cell_type":"code","metadata":{},"execution_count":null,"outputs":[],"source":["import java.awt.Point;\\n","int loaded = 1;"]}],
                "metadata":{},"nbformat":4,"nbformat_minor":2}
                """);
        run(
                "%load "
                        + utils.resolve("Counter.java")
                        + "\n%load "
                        + utils.resolve("imports")
                        + "\nPoint p = new Point(loaded, 2);");
        assertThat(value("new Counter().all.size() + p.y")).isEqualTo(2);
    }

    @Test
    void jars_are_a_list_and_projects_name_libraries() throws Exception {
        String url =
                new LocalMaven(folder.resolve("remote"))
                        .publish("mantissa-test-old", "1.0")
                        .publish("mantissa-test-leaf", "2.0")
                        .publish("mantissa-test-top", "1.0", "mantissa-test-leaf:2.0")
                        .publish("mantissa-test-extra", "1.0", "mantissa-test-old:1.0")
                        .url();
        open(Map.of());
        run("%addMavenRepo central " + url);
        String glob = folder.resolve("remote") + "/test/mantissa-test-old/1.0/*.jar";
        assertThat(value("List<String> added = %jars " + glob + "\nadded.size()")).isEqualTo(1);
        assertThat(
                        run(
                                """
                                %%loadFromPOM
                                <!-- copied from a page -->
                                <dependencies>
                                  <dependency>
                                    <groupId>test</groupId>
                                    <artifactId>mantissa-test-top</artifactId>
                                    <version>${v}</version>
                                  </dependency>
                                  <dependency>
                                    <groupId>test</groupId><artifactId>mantissa-test-none</artifactId>
                                    <version>9</version><scope>test</scope>
                                  </dependency>
                                </dependencies>
                                <dependency>
                                  <groupId>test</groupId>
                                  <artifactId>mantissa-test-extra</artifactId>
                                  <version>1.0</version>
                                  <exclusions><exclusion><groupId>test</groupId><artifactId>*</artifactId></exclusion></exclusions>
                                </dependency>
                                <properties><v>1.0</v></properties>
                                """))
                .contains(
                        "mantissa-test-top-1.0.jar",
                        "mantissa-test-leaf-2.0.jar",
                        "mantissa-test-extra-1.0.jar")
                .doesNotContain("mantissa-test-old", "none");
        assertThat(
                        failure(
                                "%%loadFromPOM\n<dependency><groupId>test</groupId><artifactId>nowhere</artifactId><version>3</version></dependency>"))
                .contains("test:nowhere:jar:3 was not found");
        assertThat(failure("%%loadFromPOM\n<dependency><groupId>")).contains("no XML");
        assertThat(failure("%%loadFromPOM compiel\n<dependency/>"))
                .contains("Did you mean 'compile'?");
        assertThat(
                        run(
                                "%addMavenDependencies test:mantissa-test-extra:1.0 --exclude test:mantissa-test-old"))
                .contains("already");
    }

    @Test
    void cells_get_the_version_of_a_library_that_they_name() throws Exception {
        open(Map.of());
        Path jar =
                new Library("org.apache.commons.io", "IOUtils")
                        .inJar(folder.resolve("commons-io-99.0.jar"));
        assertThat(run("%jars " + jar))
                .contains("another version", "commons-io-99.0.jar (instead of commons-io-");
        assertThat(value("org.apache.commons.io.IOUtils.named()")).isEqualTo("commons-io-99.0.jar");
        assertThat(
                        value(
                                "new String(org.apache.commons.io.IOUtils.class.getResourceAsStream(\"/META-INF/NOTICE.txt\").readAllBytes())"))
                .isEqualTo("commons-io-99.0.jar");
        assertThat(value("org.apache.commons.io.FilenameUtils.getExtension(\"a.b\")"))
                .as("what only the other version has")
                .isEqualTo("b");
    }

    @Test
    void a_version_in_use_and_what_mantissa_computes_with_stay() throws Exception {
        open(Map.of());
        assertThat(value("org.apache.commons.io.FilenameUtils.getExtension(\"a.b\")"))
                .isEqualTo("b");
        Path late =
                new Library("org.apache.commons.io", "IOUtils")
                        .inJar(folder.resolve("commons-io-99.0.jar"));
        assertThat(run("%jars " + late))
                .contains("cells use them already: commons-io-", "%restart")
                .doesNotContain("Added");
        Path shared =
                new Library("org.nd4j.linalg.factory", "Nd4j")
                        .inJar(folder.resolve("nd4j-api-99.0.jar"));
        assertThat(run("%jars " + shared)).contains("itself computes with: nd4j-api-1");
        assertThat(value("org.nd4j.linalg.factory.Nd4j.zeros(2).length()")).isEqualTo(2L);
    }

    @Test
    void their_environment_variables_set_a_session_up() throws Exception {
        Path script = folder.resolve("init.jshell");
        Files.writeString(
                script, "import java.awt.Point;\n\nint scripted = 20;\n\n%time scripted += 1;\n");
        Path lib = Files.createDirectories(folder.resolve("lib"));
        new LocalMaven(lib).publish("mantissa-test-env", "1.0");
        open(
                Map.of(
                        "IJAVA_STARTUP_SCRIPTS_PATH", folder + "/*.jshell",
                        "IJAVA_STARTUP_SCRIPT", "int started = 2; nosuch();",
                        "JJAVA_STARTUP_SCRIPT", "int started = 21;",
                        "IJAVA_CLASSPATH", lib + "/**.jar",
                        "IJAVA_COMPILER_OPTS", "-parameters",
                        "IJAVA_TIMEOUT", "30 SECONDS"));
        assertThat(value("new Point(scripted, started).x + started")).isEqualTo(42);
        assertThat(
                        value(
                                "Thread.currentThread().getContextClassLoader().getResource(\"mantissa-test-env.txt\") != null"))
                .isEqualTo(true);
        assertThat(
                        value(
                                "record R() { static void named(int own) {} }\nR.class.getDeclaredMethod(\"named\", int.class).getParameters()[0].getName()"))
                .isEqualTo("own");
        assertThat(told).anyMatch(t -> t.contains("TIMEOUT=30 SECONDS has no effect"));
    }

    @Test
    void a_mistake_at_start_up_is_told_and_the_session_works() {
        open(
                Map.of(
                        "MANTISSA_STARTUP_SCRIPT",
                        "int a = 1; nosuch();",
                        "MANTISSA_CLASSPATH",
                        folder + "/none/*.jar"));
        assertThat(String.join("\n", told)).contains("cannot find symbol", "none/*.jar");
        assertThat(value("1 + 1")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "MANTISSA_COMPILER_OPTS, --bogus, invalid flag: --bogus",
        "MANTISSA_COMPILER_OPTS, --release 99, release version 99 not supported",
        "IJAVA_COMPILER_OPTS, -Xlint:all --add-modules no.such.module, no.such.module",
        "MANTISSA_COMPILER_OPTS, --add-modules, --add-modules",
        "MANTISSA_CLASSPATH, lib/[a.jar, lib/[a.jar",
        "JJAVA_CLASSPATH, lib/{a.jar, lib/{a.jar",
        "MANTISSA_STARTUP_SCRIPTS_PATH, [a.jsh, [a.jsh"
    })
    void a_value_that_makes_no_sense_is_told_and_left_out(
            String variable, String value, String why) {
        open(Map.of(variable, value, "MANTISSA_STARTUP_SCRIPT", "int there = 2;"));
        assertThat(told).singleElement().asString().contains(why);
        assertThat(value("there + 1")).isEqualTo(3);
    }

    private void open(Map<String, String> variables) {
        session =
                MantissaSession.open(
                        new Environment(name -> null, variables::get, folder), told::add);
    }

    private CellResult execute(String code, Shown shown) {
        return session.execute(new Cell(code), shown);
    }

    private String run(String code) {
        Shown shown = new Shown();
        assertThat(execute(code, shown)).as(shown.text()).isInstanceOf(CellResult.Ok.class);
        return shown.text();
    }

    private Object value(String code) {
        Shown shown = new Shown();
        CellResult result = execute(code, shown);
        assertThat(result).as(shown.text()).isInstanceOf(CellResult.Ok.class);
        return ((CellResult.Ok) result).value();
    }

    private String failure(String code) {
        Shown shown = new Shown();
        assertThat(execute(code, shown)).as(shown.text()).isInstanceOf(CellResult.Failed.class);
        return shown.text();
    }
}
