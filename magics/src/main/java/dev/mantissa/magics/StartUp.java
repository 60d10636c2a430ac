package dev.mantissa.magics;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.kernel.notebook.SourceFiles;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.LocalSession;
import dev.mantissa.lib.Environment;
import dev.mantissa.magics.line.Globs;
import dev.mantissa.magics.line.JJavaExtensions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of every session, in environment variables: {@code MANTISSA_CLASSPATH},
 * {@code MANTISSA_COMPILER_OPTS}, {@code MANTISSA_STARTUP_SCRIPTS_PATH} and {@code
 * MANTISSA_STARTUP_SCRIPT}. Those of the JJava and IJava kernels, which begin with {@code JJAVA_}
 * and {@code IJAVA_}, hold where ours are not set.
 */
final class StartUp {
    private static final List<String> PREFIXES = List.of("MANTISSA_", "JJAVA_", "IJAVA_");

    private final Environment environment;
    private final Consumer<String> told;

    /**
     * @param told gets what is printed, and what goes wrong; nothing of it ends the session
     */
    StartUp(Environment environment, Consumer<String> told) {
        this.environment = environment;
        this.told = told;
    }

    private String value(String name) {
        return PREFIXES.stream()
                .map(prefix -> environment.variable(prefix + name))
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse("");
    }

    /** Options for the compiler of the cells; with one that it refuses no cell would run. */
    List<String> compilerOptions() {
        String text = value("COMPILER_OPTS").strip();
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> options = List.of(text.split("\\s+"));
        Optional<String> refusal = CompilerCheck.refusal(options);
        refusal.ifPresent(why ->
                told.accept(
                        "COMPILER_OPTS is '%s', which the compiler refuses (%s); cells are compiled without. 'javac --help' lists options."
                                .formatted(text, why)));
        return refusal.isPresent() ? List.of() : options;
    }

    /** Jars and folders of classes, stars resolved. */
    List<Path> classPath() {
        return paths("CLASSPATH");
    }

    private List<Path> paths(String name) {
        List<Path> all = new ArrayList<>();
        for (String entry : value(name).split(Pattern.quote(File.pathSeparator))) {
            if (!entry.isBlank()) {
                all.addAll(expanded(name, entry.strip()));
            }
        }
        return all;
    }

    private List<Path> expanded(String name, String entry) {
        try {
            List<Path> found = Globs.expand(entry);
            if (found.isEmpty()) {
                told.accept(
                        "%s names '%s', and there is nothing; looked from %s."
                                .formatted(name, entry, Path.of("").toAbsolutePath()));
            }
            return found;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            told.accept(
                    "%s names '%s', which is left out: %s. Name a jar, a folder, or a pattern such as lib/*.jar."
                            .formatted(name, entry, why));
            return List.of();
        }
    }

    /**
     * Installs what libraries for JJava bring, then runs the scripts, then the code, magics too.
     *
     * @param classPath what the session sees from the start
     */
    void run(LocalSession session, List<Path> classPath) {
        classPath.stream().filter(JJavaExtensions::isIn).forEach(path -> install(session, path));
        for (Path file : paths("STARTUP_SCRIPTS_PATH")) {
            try {
                for (NotebookCell cell : SourceFiles.read(file).cells()) {
                    if (cell.isCode() && !run(session, cell.source(), file.toString())) {
                        break;
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                told.accept(
                        "The start-up script %s was not run: %s".formatted(file, e.getMessage()));
            }
        }
        run(session, value("STARTUP_SCRIPT"), "STARTUP_SCRIPT");
        Stream.of(value("TIMEOUT"))
                .filter(limit -> !limit.isEmpty() && !limit.startsWith("-") && !limit.equals("0"))
                .forEach(limit ->
                        told.accept(
                                "TIMEOUT=%s has no effect: a cell runs until it ends or is interrupted. 'mantissa run --timeout' limits cells of a run."
                                        .formatted(limit)));
    }

    private void install(LocalSession session, Path path) {
        String text = path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        String code =
                "%s.install(List.of(Path.of(\"%s\"))).forEach(System.out::println);"
                        .formatted(JJavaExtensions.class.getName(), text);
        run(session, code, "the extension in " + path);
    }

    private boolean run(LocalSession session, String code, String where) {
        Told output = new Told(told, where);
        if (!code.isBlank()) {
            session.execute(new Cell(code, false, true), output);
        }
        return !output.failed;
    }

    /** Hands on what is printed and what goes wrong; shows nothing else. */
    private static final class Told implements CellOutput {
        private final Consumer<String> told;
        private final String where;
        private boolean failed;

        Told(Consumer<String> told, String where) {
            this.told = told;
            this.where = where;
        }

        @Override
        public void stream(boolean err, String text) {
            told.accept(text.stripTrailing());
        }

        @Override
        public void error(CellError error) {
            failed = true;
            told.accept(
                    "At start-up, %s failed:\n%s"
                            .formatted(where, String.join("\n", error.lines())));
        }

        @Override
        public void display(MimeBundle bundle, @Nullable String displayId) {
            told.accept(bundle.plain());
        }

        @Override
        public void updateDisplay(MimeBundle bundle, String displayId) {}

        @Override
        public void result(int count, MimeBundle bundle) {}

        @Override
        public void clear(boolean wait) {}

        @Override
        public void comm(CommEvent event) {}

        @Override
        public String readLine(String prompt, boolean password) throws IOException {
            throw new IOException("nobody can be asked at start-up");
        }
    }
}
