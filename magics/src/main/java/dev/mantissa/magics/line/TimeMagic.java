package dev.mantissa.magics.line;

import dev.mantissa.kernel.magic.CodeFailedException;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code %time} and {@code %%time}: how long one run took. */
public final class TimeMagic implements Magic {
    @Override
    public String name() {
        return "time";
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LINE, Kind.CELL);
    }

    @Override
    public String summary() {
        return "wall and processor time of a line or a cell";
    }

    @Override
    public String help() {
        return """
        %time CODE      runs a line and says how long it took
        %%time          the same for the rest of the cell

        An expression is compiled before the clock starts. Where declarations or a whole cell
        are timed, compiling counts (some milliseconds), and the answer says so. Processor
        time counts every thread of the session: it exceeds wall time where threads worked
        side by side. To time something short or to compare, use %timeit or %bench.\
        """;
    }

    @Override
    public String example() {
        return "%time IntStream.range(0, 1_000_000).mapToDouble(Math::sqrt).sum()";
    }

    @Override
    public @Nullable Object run(MagicLine line, MagicContext context) throws Exception {
        String code = line.body() == null ? line.text() : line.body();
        if (code.isBlank()) {
            throw Mistake.usage(
                    Say.typed(line),
                    "nothing to time.",
                    "%time CODE, or %%time on the first line of a cell.");
        }
        Callable<@Nullable Object> compiled =
                line.body() == null ? expression(code, context) : null;
        Stopwatch watch = Stopwatch.start();
        try {
            Object value = compiled == null ? context.run(code) : compiled.call();
            return code.strip().endsWith(";") ? null : value;
        } finally {
            String report = watch.report();
            Say.line(context, compiled == null ? report + ", compiling included" : report);
        }
    }

    /**
     * An expression, compiled beforehand so that only its work is timed. Nothing for declarations,
     * which belong to the session, and for code that does not compile: the session tells why.
     */
    private static @Nullable Callable<@Nullable Object> expression(
            String code, MagicContext context) {
        try {
            return context.compile("(" + code.strip().replaceFirst("(\\s*;)+$", "") + ")");
        } catch (CodeFailedException e) {
            return null;
        }
    }
}
