package dev.mantissa.magics.cli;

import dev.mantissa.kernel.notebook.Notebook;
import dev.mantissa.kernel.notebook.NotebookRunner;
import dev.mantissa.kernel.notebook.PrintingOutput;
import dev.mantissa.kernel.notebook.RunListener;
import dev.mantissa.kernel.notebook.RunOptions;
import dev.mantissa.kernel.notebook.RunResult;
import dev.mantissa.kernel.notebook.SourceFiles;
import dev.mantissa.kernel.session.Session;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.magics.MantissaSession;
import dev.mantissa.magics.NotebookPrecision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mantissa run FILE}: executes a notebook or a script in this process, without Jupyter. */
@Command(
        name = "run",
        description = "Execute a notebook (.ipynb) or a script (.jsh, .java with // %%%% cells).",
        footer = {
            "",
            "Without --out and --html, outputs go to the terminal.",
            "Exit status: 0 all cells ran, 1 a cell failed, 2 wrong usage, 130 interrupted."
        })
public final class RunCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;
    @Mixin private HelpOption help = new HelpOption();

    @Parameters(paramLabel = "FILE", description = "Notebook or script.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "NEW.ipynb",
            description = "Write the executed notebook here.")
    private @Nullable Path out;

    @Option(
            names = "--html",
            paramLabel = "NEW.html",
            arity = "0..1",
            fallbackValue = "",
            description = "Write a self-contained report; without a name, beside the notebook.")
    private @Nullable String html;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "Set a parameter of the notebook; may be repeated.")
    private List<String> parameters = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Stop a cell that runs longer than this.")
    private @Nullable String timeout;

    @Option(
            names = "--precision",
            paramLabel = "MODE",
            description = "Precision at the start, as in %%precision; the notebook's metadata win.")
    private @Nullable String precision;

    @Override
    public Integer call() throws IOException {
        Notebook notebook = read();
        OutputFiles files = outputFiles();
        checkPrecision();
        boolean quiet = files.any();
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (RealStreams streams = RealStreams.capture();
                PrintingOutput terminal = new PrintingOutput(streams.out(), streams.err(), input);
                Session session = MantissaSession.open(streams.err()::println)) {
            startPrecision(notebook, streams.err());
            Numerics start = Numerics.notebook();
            Interrupts interrupts = Interrupts.of(session, streams.err());
            RunOptions options =
                    new RunOptions(
                            RunArguments.parameters(parameters),
                            timeout == null ? null : RunArguments.limit(timeout),
                            quiet ? null : terminal,
                            quiet ? new Progress(streams.err()) : RunListener.NONE);
            RunResult result = new NotebookRunner(session).run(notebook, options);
            Notebook executed = recorded(result.notebook(), start);
            boolean written = files.write(executed, streams.err()) & isPrinted(streams);
            if (quiet) {
                result.failureText().ifPresent(streams.err()::println);
            }
            endIfStuck(result);
            if (result.ok() && written) {
                return 0;
            }
            return interrupts.seen() ? INTERRUPTED : FAILED;
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()));
        }
    }

    private Notebook read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    (Files.isDirectory(file) ? file + " is a folder" : "there is no file " + file)
                            + "; give the path of a notebook (.ipynb) or a script (.jsh, .java).");
        }
        try {
            return SourceFiles.read(file);
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(spec.commandLine(), String.valueOf(invalid.getMessage()));
        }
    }

    /** Told before anything runs. */
    private void checkPrecision() {
        try {
            if (precision != null) {
                PrecisionPolicy.parse(precision);
            }
        } catch (UsageException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--precision %s: %s".formatted(precision, wrong.getMessage()));
        }
    }

    /** What the notebook itself wants is stronger than the command line. */
    private void startPrecision(Notebook notebook, PrintStream told) {
        if (precision != null) {
            Numerics.offerNotebook(Numerics.of(precision, Source.COMMAND_LINE));
        }
        NotebookPrecision.offer(
                notebook.metadata(), String.valueOf(file.getFileName()), told::println);
    }

    private static Notebook recorded(Notebook executed, Numerics start) {
        return new Notebook(
                NotebookPrecision.executed(executed.metadata(), start, Numerics.notebook()),
                executed.cells());
    }

    private OutputFiles outputFiles() {
        OutputFiles files = OutputFiles.of(file, out, html);
        try {
            files.check();
        } catch (IllegalArgumentException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()));
        }
        return files;
    }

    /** Whether standard output has taken everything; if not, says so. */
    private static boolean isPrinted(RealStreams streams) {
        boolean failed = streams.out().checkError();
        if (failed) {
            streams.err()
                    .println(
                            "standard output was closed or is full: what was printed is not all there");
        }
        return !failed;
    }

    /** A cell that nothing could stop would keep the session from closing. */
    private static void endIfStuck(RunResult result) {
        if (result.failure() != null && result.failure().stuck()) {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
