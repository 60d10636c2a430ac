package dev.mantissa.magics.cli;

import dev.mantissa.kernel.notebook.AtomicFile;
import dev.mantissa.kernel.notebook.HtmlReport;
import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookRunner;
import dev.mantissa.kernel.notebook.PrintingOutput;
import dev.mantissa.kernel.notebook.RunListener;
import dev.mantissa.kernel.notebook.RunOptions;
import dev.mantissa.kernel.notebook.RunResult;
import dev.mantissa.kernel.notebook.SourceFiles;
import dev.mantissa.kernel.session.Session;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.magics.MantissaSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantissa run FILE}: executes a notebook or a script in this process, without Jupyter. */
@Command(
        name = "run",
        description = "Execute a notebook (.ipynb) or a script (.jsh, .java with // %% cells).",
        footer = {
            "",
            "Without --out and --html, outputs go to the terminal.",
            "Exit status: 0 all cells ran, 1 a cell failed, 2 wrong usage, 130 interrupted."
        })
public final class RunCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Notebook or script.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "Y.ipynb",
            description = "Write the executed notebook here.")
    private @Nullable Path out;

    @Option(
            names = "--html",
            paramLabel = "Y.html",
            arity = "0..1",
            fallbackValue = "",
            description = "Write a self-contained report; without a name, beside the notebook.")
    private @Nullable String html;

    @Option(
            names = "-p",
            paramLabel = "name=value",
            description = "Set a parameter; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--timeout",
            paramLabel = "s",
            description = "Stop a cell that runs longer than this many seconds.")
    private @Nullable Double timeout;

    @Option(
            names = "--precision",
            paramLabel = "MODE",
            description = "Precision in force at the start, as in %%precision.")
    private @Nullable String precision;

    @Override
    public Integer call() throws IOException {
        Notebook notebook = read();
        Path report = reportPath();
        checkWritable(out);
        checkWritable(report);
        boolean quiet = out != null || report != null;
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (RealStreams streams = RealStreams.capture();
                PrintingOutput terminal = new PrintingOutput(streams.out(), streams.err(), input);
                Session session = MantissaSession.open(streams.err()::println)) {
            startPrecision();
            Interrupts interrupts = Interrupts.of(session, streams.err());
            RunOptions options =
                    new RunOptions(
                            parameters,
                            limit(),
                            quiet ? null : terminal,
                            quiet ? new Progress(streams.err()) : RunListener.NONE);
            RunResult result = new NotebookRunner(session).run(notebook, options);
            write(result, report, streams.err());
            if (quiet) {
                result.failureText().ifPresent(streams.err()::println);
            }
            endIfStuck(result);
            return result.ok() ? 0 : interrupts.seen() ? INTERRUPTED : FAILED;
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()));
        }
    }

    private Notebook read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no file " + file + "; give the path of a notebook or script.");
        }
        try {
            return SourceFiles.read(file);
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), String.valueOf(invalid.getMessage()));
        }
    }

    private void startPrecision() {
        if (precision != null) {
            Numerics.offerNotebook(Numerics.of(precision, Source.COMMAND_LINE));
        }
    }

    private void write(RunResult result, @Nullable Path report, PrintStream told)
            throws IOException {
        if (out != null) {
            result.notebook().write(out);
            told.println("wrote " + out);
        }
        if (report != null) {
            AtomicFile.write(report, HtmlReport.of(result.notebook(), baseName(), About.facts()));
            told.println("wrote " + report);
        }
    }

    private @Nullable Path reportPath() {
        if (html == null) {
            return null;
        }
        return html.isEmpty() ? file.resolveSibling(baseName() + ".html") : Path.of(html);
    }

    private String baseName() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Told before anything runs, not after the last cell. */
    private void checkWritable(@Nullable Path target) {
        if (target == null) {
            return;
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "cannot write %s: %s is no folder that can be written to; create it or give another path."
                            .formatted(target, folder));
        }
    }

    private @Nullable Duration limit() {
        if (timeout == null) {
            return null;
        }
        if (!(timeout > 0)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--timeout %s: give a number of seconds above 0.".formatted(timeout));
        }
        return Duration.ofMillis((long) (timeout * 1000));
    }

    /** A cell that nothing could stop would keep the session from closing. */
    private static void endIfStuck(RunResult result) {
        if (result.failure() != null && result.failure().stuck()) {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
