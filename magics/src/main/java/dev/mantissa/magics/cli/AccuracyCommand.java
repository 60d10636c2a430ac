package dev.mantissa.magics.cli;

import dev.mantissa.kernel.notebook.AtomicFile;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.accuracy.AccuracyResult;
import dev.mantissa.lib.accuracy.AccuracySuite;
import dev.mantissa.lib.accuracy.EarlierAccuracy;
import dev.mantissa.lib.accuracy.Effort;
import dev.mantissa.lib.accuracy.Kernel;
import dev.mantissa.lib.engine.VectorModule;
import dev.mantissa.magics.accuracy.AccuracyCharts;
import dev.mantissa.magics.accuracy.AccuracyOptions;
import dev.mantissa.magics.accuracy.AccuracyTables;
import dev.mantissa.magics.accuracy.EarlierTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mantissa accuracy}: the accuracy suite, for scripts: its status tells the verdict. */
@Command(
        name = "accuracy",
        description = "Check what weights in few bits do to results, against f64.",
        footer = {
            "",
            "Exit status: 0 no scenario failed, 1 at least one failed, 2 wrong usage.",
            "The verdict is 'ready' only if every scenario was run and passed."
        })
public final class AccuracyCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    private final Kernel kernel;

    /** Of the products that networks use. */
    public AccuracyCommand() {
        this(Kernel.packed());
    }

    /** Of another product. */
    AccuracyCommand(Kernel kernel) {
        this.kernel = kernel;
    }

    @Spec private CommandSpec spec;
    @Mixin private HelpOption help = new HelpOption();

    @Option(
            names = "--schemes",
            paramLabel = "q4,q8:g64",
            description = "Schemes to run; without, the project's own.")
    private @Nullable String schemes;

    @Option(names = "--quick", description = "Small shapes alone, a few seconds.")
    private boolean quick;

    @Option(names = "--full", description = "The largest shapes too, some minutes.")
    private boolean full;

    @Option(names = "--all", description = "Print a row for each scenario.")
    private boolean all;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the record here.")
    private @Nullable Path json;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Write error against bits here, as .svg, .png or .txt.")
    private @Nullable Path chart;

    @Option(names = "--vs", paramLabel = "FILE", description = "Compare with an earlier record.")
    private @Nullable Path earlier;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        // Sessions load it when they are opened; here there is none.
        VectorModule.load();
        try {
            checkTargets();
            EarlierAccuracy before = earlier == null ? null : EarlierAccuracy.read(earlier);
            AccuracySuite suite = suite();
            PrintWriter err = spec.commandLine().getErr();
            err.printf("accuracy suite, %s run of %s%n", suite.effort(), suite.schemes());
            err.flush();
            AccuracyResult result = suite.run(progress -> {});
            out.println(AccuracyTables.summary(result));
            if (all) {
                out.println(AccuracyTables.all(result));
            }
            if (before != null) {
                out.println(EarlierTables.of(result, before));
            }
            AccuracyTables.notPassed(result).forEach(out::println);
            write(result, out);
            out.println(result);
            out.flush();
            return result.verdict() == AccuracyResult.Verdict.FAILED ? FAILED : 0;
        } catch (UsageException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()));
        }
    }

    /** Told before anything runs, not after the last scenario. */
    private void checkTargets() {
        if (chart != null && !chart.toString().matches(".*\\.(svg|png|txt)")) {
            throw new UsageException(
                    "--chart %s: a chart is saved as .svg, .png or .txt; change the ending."
                            .formatted(chart));
        }
        Stream.of(json, chart).filter(Objects::nonNull).forEach(AccuracyOptions::target);
    }

    private AccuracySuite suite() {
        if (quick && full) {
            throw new UsageException("--quick and --full exclude each other; leave one out.");
        }
        Effort effort = quick ? Effort.QUICK : full ? Effort.FULL : Effort.USUAL;
        AccuracySuite suite =
                schemes == null
                        ? AccuracySuite.standard(effort)
                        : AccuracySuite.of(AccuracyOptions.schemes(schemes), effort);
        return suite.with(kernel);
    }

    private void write(AccuracyResult result, PrintWriter out) throws IOException {
        if (json != null) {
            AtomicFile.write(json, result.json());
            out.println("wrote " + json);
        }
        if (chart != null) {
            out.println("wrote " + AccuracyCharts.errorByBits(result).save(chart.toString()));
        }
    }
}
