package dev.mantissa.magics.bench;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.bench.Accuracy;
import dev.mantissa.lib.bench.BenchCase;
import dev.mantissa.lib.bench.MatmulBench;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Any code, once for each mode. Where its value is made of numbers, they are compared with those
 * that the same code gives when every product is computed in f64.
 */
public final class ExpressionBench {
    /** Two runs in one mode that differ by more come from chance, not from rounding. */
    private static final double REPEATABLE = 1e-5;

    private final Callable<@Nullable Object> code;
    private final Precision first;
    private @Nullable Standard standard;

    /** What the values of the modes are compared with. */
    private record Standard(String name, Optional<double[]> values) {}

    /**
     * @param code compiled
     * @param first the mode that is compared with where f64 cannot be had
     */
    public ExpressionBench(Callable<@Nullable Object> code, Precision first) {
        this.code = code;
        this.first = first;
    }

    /** A case for each mode. */
    public List<BenchCase> cases(List<Precision> modes) {
        List<BenchCase> cases = new ArrayList<>();
        for (Precision mode : modes) {
            Resolution resolution = Resolution.of(mode, Device.CPU);
            Numerics numerics = numerics(mode);
            cases.add(
                    new BenchCase(
                            "",
                            MatmulBench.label(resolution),
                            Map.of(
                                    "mode", mode.name(),
                                    "resolved", resolution.resolved().name(),
                                    "how", resolution.how().toString(),
                                    "engine", numerics.engine()),
                            Double.NaN,
                            code,
                            () -> accuracy(numerics),
                            numerics::call));
        }
        return cases;
    }

    private static Numerics numerics(Precision mode) {
        return new Numerics(mode, Source.CALL);
    }

    private @Nullable Accuracy accuracy(Numerics numerics) throws Exception {
        Standard reference = standard();
        Optional<double[]> measured = NumericValue.of(numerics.call(code));
        if (reference.values().isEmpty() || measured.isEmpty()) {
            return null;
        }
        double[] exact = reference.values().get();
        double[] values = measured.get();
        if (exact.length != values.length) {
            return null;
        }
        ErrorReport error = ErrorReport.of(i -> values[(int) i], i -> exact[(int) i], exact.length);
        return new Accuracy(error, Double.NaN, reference.name());
    }

    private Standard standard() throws Exception {
        Standard found = standard;
        if (found == null) {
            found = repeatable() ? exact() : new Standard("", Optional.empty());
            standard = found;
        }
        return found;
    }

    private Standard exact() throws Exception {
        try {
            Optional<double[]> values = NumericValue.of(numerics(Precisions.of("f64")).call(code));
            return new Standard("f64 products", values);
        } catch (UsageException e) {
            Optional<double[]> values = NumericValue.of(numerics(first).call(code));
            return new Standard("'" + first.name() + "', f64 refused: " + e.getMessage(), values);
        }
    }

    /** Whether the code gives the same numbers twice: random values have no error. */
    private boolean repeatable() throws Exception {
        Optional<double[]> one = NumericValue.of(numerics(first).call(code));
        Optional<double[]> two = NumericValue.of(numerics(first).call(code));
        if (one.isEmpty() || two.isEmpty() || one.get().length != two.get().length) {
            return false;
        }
        double[] a = one.get();
        double[] b = two.get();
        return ErrorReport.of(i -> a[(int) i], i -> b[(int) i], a.length).within(REPEATABLE).pass();
    }
}
