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
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Options for the compiler of the cells. */
    List<String> compilerOptions() {
        String text = value("COMPILER_OPTS").strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    /** Jars and folders of classes, stars resolved. */
    List<Path> classPath() {
        return paths("CLASSPATH");
    }

    private List<Path> paths(String name) {
        List<Path> all = new ArrayList<>();
        for (String entry : value(name).split(Pattern.quote(File.pathSeparator))) {
            List<Path> found = entry.isBlank() ? List.of() : Globs.expand(entry.strip());
            if (found.isEmpty() && !entry.isBlank()) {
                told.accept(
                        "%s names '%s', and there is nothing; looked from %s."
                                .formatted(name, entry, Path.of("").toAbsolutePath()));
            }
            all.addAll(found);
        }
        return all;
    }

    /** Runs the scripts, then the code, magics too. */
    void run(LocalSession session) {
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
