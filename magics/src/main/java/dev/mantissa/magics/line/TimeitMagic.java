package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Completion.Candidate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code %timeit} and {@code %%timeit}: how long one of many runs takes. */
public final class TimeitMagic implements Magic {
    private static final String USAGE = "%timeit [-n LOOPS] [-r RUNS] [-o] CODE";
    private static final Pattern OPTION =
            Pattern.compile("\\A-(?:([nr])\\s*(\\S*)|(o))(?:\\s+|\\z)");

    @Override
    public String name() {
        return "timeit";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE, Kind.CELL);
    }

    @Override
    public String summary() {
        return "runs code many times: median and spread";
    }

    @Override
    public String help() {
        return """
        %timeit [-n LOOPS] [-r RUNS] [-o] CODE
        %%timeit [-n LOOPS] [-r RUNS] [-o]     the rest of the cell is the code

        -n LOOPS   executions per run (default: as many as take about 0.1 s)
        -r RUNS    runs (default 7, fewer where each takes a second)
        -o         the value is a Timing: medianNanos(), runs(), loops()

        The code is compiled once and warmed up; the figures are per execution. To compare
        variants, or to see the error beside the speed, use %bench.\
        """;
    }

    @Override
    public String example() {
        return "%timeit -n 100 -r 3 Math.sqrt(2)";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        String rest = line.text();
        int loops = 0;
        int runs = 0;
        boolean keep = false;
        Matcher option = OPTION.matcher(rest);
        while (option.find()) {
            if (option.group(3) != null) {
                keep = true;
            } else if (option.group(1).equals("n")) {
                loops = positive(line, "-n", option.group(2));
            } else {
                runs = positive(line, "-r", option.group(2));
            }
            rest = rest.substring(option.end());
            option = OPTION.matcher(rest);
        }
        String code = line.body() == null ? rest : rest + "\n" + line.body();
        if (code.isBlank()) {
            throw Mistake.usage(Say.typed(line), "nothing to time.", USAGE);
        }
        Callable<@Nullable Object> compiled = context.compile(code.strip());
        Timing timing = Timing.measure(compiled, loops, runs);
        if (keep) {
            return timing;
        }
        Say.line(context, timing.toString());
        return null;
    }

    private static int positive(MagicLine line, String option, String given) {
        try {
            int value = Integer.parseInt(given.replace("_", ""));
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below, with the allowed values
        }
        throw Mistake.usage(
                Say.typed(line),
                "%s takes a whole number from 1, not '%s'.".formatted(option, given),
                USAGE);
    }

    @Override
    public List<Candidate> complete(String arguments, MagicContext context) {
        return Complete.from(
                arguments, "option", List.of("-n", "-r", "-o"), o -> "see %timeit --help");
    }
}
