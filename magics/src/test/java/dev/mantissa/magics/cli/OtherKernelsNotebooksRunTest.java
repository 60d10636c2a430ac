package dev.mantissa.magics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Notebooks made of what those for the IJava and JJava kernels are made of, run unchanged by the
 * program, each in a process of its own. Libraries come from Maven Central.
 */
class OtherKernelsNotebooksRunTest {
    @TempDir Path folder;

    @BeforeEach
    void laid_out_as_a_repository_of_notebooks() throws IOException {
        Path from = Path.of("src/test/resources/otherkernels").toAbsolutePath();
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    @Test
    void streams_values_redefinitions_and_input() throws Exception {
        assertThat(outputsOf("first.ipynb"))
                .contains("to the one stream", "to the other", "a value", "12.0")
                .contains("read 12, then seven", "wall ", "499500", "[[1, 2], [3]]");
    }

    @Test
    void jars_project_parts_and_coordinates_bring_libraries() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Files.copy(ownJar("jspecify"), jars.resolve("jspecify-1.0.1.jar"));
        assertThat(outputsOf("libraries.ipynb"))
                .contains("commons-csv-1.11.0.jar", "commons-io-2.16.1.jar (instead of")
                .contains("y", "image/png");
    }

    @Test
    void loaded_notebooks_and_files_set_up_tables_and_plots() throws Exception {
        assertThat(outputsOf("chapter/tables.ipynb"))
                .contains("tablesaw-core-0.44.1.jar (instead of tablesaw-core-0.44.4.jar)")
                .contains("table (3 rows", "<table", "Mean [Price]")
                .contains("<script>", "a curve", "prices");
    }

    @Test
    void magics_are_registered_and_called_from_code() throws Exception {
        assertThat(outputsOf("magics.ipynb"))
                .contains("[from a program]", "11", "QUIETLY", "<b>done</b>", "42", "36")
                .doesNotContain("begun");
    }

    @Test
    void an_extension_of_jjava_sets_the_session_up() throws Exception {
        compileExtension();
        assertThat(outputsOf("extended.ipynb"))
                .contains("Installed RowsExtension of classes.", "<i>rows of 3</i>", "**rows**")
                .contains("$\\\\frac{1}{2}$", "rows 7");
    }

    private String outputsOf(String name) throws Exception {
        Path file = folder.resolve(name);
        Path out = folder.resolve("out.ipynb");
        OwnJvm ended =
                OwnJvm.runIn(
                        file.getParent(),
                        "-XX:TieredStopAtLevel=1",
                        "run",
                        file.toString(),
                        "--out=" + out);
        assertThat(ended.status()).as(ended.output()).isZero();
        return Notebook.read(out).cells().stream()
                .filter(NotebookCell::isCode)
                .map(cell -> cell.outputs().toString())
                .collect(Collectors.joining("\n"));
    }

    private static Path ownJar(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(name + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** A library as it is made for JJava: classes, and the name of its extension in a file. */
    private void compileExtension() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources/rows"));
        Path classes = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(
                sources.resolve("Frame.java"),
                "package rows; public record Frame(String name, int rows) {}");
        Files.writeString(
                sources.resolve("RowsExtension.java"),
                """
                package rows;
                import org.dflib.jjava.jupyter.Extension;
                import org.dflib.jjava.jupyter.kernel.BaseKernel;
                import org.dflib.jjava.jupyter.kernel.display.*;
                import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
                public class RowsExtension implements Extension {
                    public void install(BaseKernel kernel) {
                        kernel.eval("import rows.*; int limit = 7;");
                        RenderFunction<Frame> show = RowsExtension::show;
                        kernel.getRenderer().createRegistration(Frame.class)
                            .supporting(MIMEType.TEXT_MARKDOWN)
                            .preferring(MIMEType.TEXT_HTML)
                            .register(show);
                    }
                    private static void show(Frame frame, RenderContext context) {
                        context.renderIfRequested(
                            MIMEType.TEXT_HTML, () -> "<i>%s of %d</i>".formatted(frame.name(), frame.rows()));
                        context.renderIfRequested(MIMEType.TEXT_MARKDOWN,
                            (MIMEType type, DisplayData out) -> out.putMarkdown("**" + frame.name() + "**"));
                    }
                }
                """);
        Files.writeString(
                classes.resolve("org.dflib.jjava.jupyter.Extension"),
                "# found as a service\nrows.RowsExtension\n");
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                folder.resolve("classes").toString(),
                                sources.resolve("Frame.java").toString(),
                                sources.resolve("RowsExtension.java").toString());
        assertThat(status).isZero();
    }
}
