package dev.mantissa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked examples of CONTRIBUTING.md compile with the tree, work, and touch two files each. */
class ContributingTest {
    private static final List<String> JVM =
            List.of(
                    "--add-modules",
                    "jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Djava.awt.headless=true");

    @TempDir Path folder;

    static List<WorkedExample> examples() {
        return WorkedExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_touches_one_new_file_and_one_catalogue(WorkedExample example) {
        assertThat(example.touched()).as(example.title()).hasSize(2);
        assertThat(example.created()).hasSize(1);
        assertThat(example.changed()).hasSize(1);
        assertThat(Tree.root().resolve(example.created().getFirst().attribute("file")))
                .doesNotExist();
        assertThat(Tree.root().resolve(example.changed().getFirst().attribute("file"))).exists();
        assertThat(example.trial()).isNotBlank();
    }

    @Test
    void every_kind_of_addition_has_its_example() {
        assertThat(examples().stream().map(WorkedExample::title))
                .contains(
                        "Add a precision mode",
                        "Add a quantisation scheme",
                        "Add a magic",
                        "Add a chart");
    }

    @Test
    void the_examples_compile_with_the_tree_and_do_what_they_promise() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(sources(), classes);
        Path script = folder.resolve("try.jsh");
        StringBuilder cells = new StringBuilder();
        examples().forEach(e -> cells.append(e.trial()).append("\n\n"));
        Files.writeString(script, cells);
        assertThat(run(classes, script)).isZero();
    }

    private List<Path> sources() throws Exception {
        List<Path> written = new ArrayList<>();
        for (WorkedExample example : examples()) {
            for (Markdown.Fence fence : example.created()) {
                written.add(write(fence.attribute("file"), fence.text() + "\n"));
            }
            for (Markdown.Fence fence : example.changed()) {
                String file = fence.attribute("file");
                String now = Tree.read(Tree.root().resolve(file));
                written.add(write(file, WorkedExample.apply(now, fence.text())));
            }
        }
        return written;
    }

    private Path write(String file, String text) throws Exception {
        Path to = folder.resolve("tree").resolve(file);
        Files.createDirectories(to.getParent());
        return Files.writeString(to, text);
    }

    private static void compile(List<Path> sources, Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    List.of(
                                            "-d",
                                            classes.toString(),
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            "--add-modules",
                                            "jdk.incubator.vector",
                                            "-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    private static int run(Path classes, Path script) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-cp");
        command.add(classes + java.io.File.pathSeparator + System.getProperty("java.class.path"));
        command.addAll(List.of("dev.mantissa.magics.Mantissa", "run", script.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends in time").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
