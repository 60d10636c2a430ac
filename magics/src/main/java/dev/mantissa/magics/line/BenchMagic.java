package dev.mantissa.magics.line;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.bench.Bench;
import dev.mantissa.lib.bench.BenchCase;
import dev.mantissa.lib.bench.BenchResult;
import dev.mantissa.lib.bench.MatmulBench;
import dev.mantissa.lib.bench.Protocol;
import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.magics.bench.BenchCharts;
import dev.mantissa.magics.bench.BenchOptions;
import dev.mantissa.magics.bench.BenchTable;
import dev.mantissa.magics.bench.ExpressionBench;
import dev.mantissa.magics.bench.LiveProgress;
import dev.mantissa.magics.chart.Chart;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code %bench} and {@code %%bench}: error and speed of precision modes, side by side. */
public final class BenchMagic implements Magic {
    private static final Pattern NETWORK =
            Pattern.compile("([A-Za-z_$][\\w$]*)\\s+([A-Za-z_$][\\w$]*)");
    private static final int LONGEST_TITLE = 60;

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE, Kind.CELL);
    }

    @Override
    public String summary() {
        return "measures error and speed of precision modes, side by side";
    }

    @Override
    public String help() {
        return """
        %bench                    products of three sizes in the modes highest, high, medium
        %bench EXPRESSION         any expression, under each mode
        %bench net x              the same as net.output(x)
        %%bench                   the rest of the cell is the code

        -n 64,256,1024            sizes of the standard product
        -p highest,high,medium    modes; the first is what the others are compared with
        --budget 20s              the most time for everything; else %config bench.budget
        --seed 1                  of random matrices, orders and intervals

        Each mode is checked against f64 before it is timed. Samples of all modes are
        taken in turns; the figures are the median and its 95 % interval. Where the interval
        of a ratio covers 1 it says "no difference shown". The value is a Tablesaw table
        (var t = _); t.result() holds the raw samples and t.result().json() the whole record.\
        """;
    }

    @Override
    public String example() {
        return "%bench -n 32,64 --budget 1s";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        String body = line.body();
        BenchOptions options = parse(line, body == null ? "" : body);
        if (body != null && options.code().isEmpty()) {
            throw Mistake.usage(Say.typed(line), "nothing to measure.", BenchOptions.USAGE);
        }
        String code = expression(options.code(), context);
        Engine engine = Engines.select(Numerics.current().engine());
        String title = code.isEmpty() ? "Product of n × n matrices" : shortened(code);
        List<BenchCase> cases =
                code.isEmpty()
                        ? new MatmulBench(engine, Device.CPU, options.seed())
                                .cases(options.sizes(), options.modes())
                        : new ExpressionBench(context.compile(code), options.modes().getFirst())
                                .cases(options.modes());
        Protocol protocol = Protocol.within(options.budget()).withSeed(options.seed());
        LiveProgress progress = new LiveProgress(context.output(), title);
        BenchResult result;
        try {
            result = new Bench(protocol).run(title, cases, progress);
        } catch (Exception e) {
            progress.stopped();
            throw e;
        }
        show(BenchCharts.of(result), progress, context);
        return new BenchTable(result);
    }

    private static BenchOptions parse(MagicLine line, String body) {
        try {
            return BenchOptions.parse(line.text(), body);
        } catch (UsageException e) {
            throw Mistake.in(Say.typed(line), e);
        }
    }

    /** {@code net x}, where net is a variable that has an output method, is a call of it. */
    private static String expression(String code, MagicContext context) {
        Matcher network = NETWORK.matcher(code);
        if (!network.matches()) {
            return code;
        }
        boolean computes =
                context.session().value(network.group(1)).map(BenchMagic::hasOutput).orElse(false);
        return computes ? "%s.output(%s)".formatted(network.group(1), network.group(2)) : code;
    }

    private static boolean hasOutput(Object value) {
        for (var method : value.getClass().getMethods()) {
            if (method.getName().equals("output")) {
                return true;
            }
        }
        return false;
    }

    private static String shortened(String code) {
        String line = code.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "…";
    }

    /** The first picture takes the place of the progress. */
    private static void show(List<Chart> charts, LiveProgress progress, MagicContext context) {
        if (charts.isEmpty()) {
            progress.replace(MimeBundle.text(""));
            return;
        }
        progress.replace(charts.getFirst().toBundle());
        for (Chart chart : charts.subList(1, charts.size())) {
            context.output().display(chart.toBundle(), null);
        }
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(
                arguments,
                "option",
                List.of("-n", "-p", "--budget", "--seed"),
                o -> "see %bench --help");
    }
}
