package dev.mantissa.notebooks;

import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookCell;
import dev.mantissa.kernel.notebook.NotebookRunner;
import dev.mantissa.kernel.notebook.PrintingOutput;
import dev.mantissa.kernel.notebook.RunOptions;
import dev.mantissa.kernel.notebook.RunResult;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Session;
import dev.mantissa.magics.MantissaSession;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A notebook of this folder, run with its short parameters, and the session it ran in. */
public record Executed(Session session, RunResult result, List<String> notices)
        implements AutoCloseable {

    public static List<Path> files() {
        try (Stream<Path> all = Files.list(folder())) {
            return all.filter(p -> p.toString().endsWith(".ipynb")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of every test here. */
    static String testSources() {
        try (Stream<Path> all = Files.walk(folder().resolve("src/test/java"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Executed run(String name) {
        List<String> notices = new ArrayList<>();
        Session session = MantissaSession.open(notices::add);
        Notebook notebook = read(folder().resolve(name));
        RunOptions options =
                RunOptions.DEFAULT
                        .withParameters(shortParameters(notebook))
                        .withTimeout(Duration.ofMinutes(5));
        return new Executed(session, new NotebookRunner(session).run(notebook, options), notices);
    }

    public static Notebook read(Path file) {
        try {
            return Notebook.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Values that shorten a notebook for tests; the notebook itself names them. */
    public static Map<String, String> shortParameters(Notebook notebook) {
        Map<String, String> values = new LinkedHashMap<>();
        notebook.metadata()
                .getAsJsonObject("mantissa")
                .getAsJsonObject("short")
                .asMap()
                .forEach((name, value) -> values.put(name, value.getAsString()));
        return values;
    }

    /** The value of an expression in the notebook's session. */
    Object value(String expression) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        var output = new PrintingOutput(print, print, new BufferedReader(Reader.nullReader()));
        if (session.execute(new Cell(expression), output) instanceof CellResult.Ok ok) {
            return ok.value();
        }
        throw new AssertionError(expression + "\n" + said.toString(StandardCharsets.UTF_8));
    }

    double number(String expression) {
        return ((Number) value(expression)).doubleValue();
    }

    /** How many outputs have a representation of that type. */
    long outputs(String type) {
        return result.notebook().cells().stream()
                .filter(NotebookCell::isCode)
                .flatMap(c -> c.outputs().stream())
                .filter(o -> o.has("data") && o.getAsJsonObject("data").has(type))
                .count();
    }

    @Override
    public void close() {
        session.close();
    }

    public static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("notebooks") ? here : here.resolve("notebooks");
    }
}
