package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Measures an {@link ErrorBudget}: one run of the network for each policy. */
final class BudgetMeter {
    private static final String PLAIN = "highest";
    private static final String WIDE = "=f32";

    private final NetworkRun run;
    private final Precision mode;
    private final NetworkRun.Exact exact;
    private final float[] plain;

    BudgetMeter(NetworkRun run, Precision mode) {
        this.run = run;
        this.mode = mode;
        this.exact = run.exact();
        this.plain = run.under(PrecisionPolicy.parse(PLAIN));
    }

    ErrorBudget measure() {
        Numerics numerics = new Numerics(mode, Numerics.current().source());
        NetworkPrecision plan =
                NetworkPrecision.of(run.network(), numerics, Numerics.current().device());
        List<LayerError> layers = new ArrayList<>();
        for (NetworkPrecision.Row row : plan.rows()) {
            if (row.forward() != null && run.computes(row)) {
                layers.add(alone(row));
            }
        }
        if (layers.isEmpty()) {
            throw new UsageException(
                    "this %s has no layer with products, so a mode changes nothing in it. Give a network with dense, convolutional, recurrent or attention layers."
                            .formatted(plan.type()));
        }
        List<LayerError> ranked = ErrorBudget.ranked(layers);
        double together = error(run.under(PrecisionPolicy.of(mode)));
        return new ErrorBudget(
                plan.type(),
                mode,
                exact.description(),
                error(plain),
                ranked,
                together,
                advice(ranked));
    }

    private LayerError alone(NetworkPrecision.Row row) {
        // The layers of a graph are its products; their names say more than their numbers.
        boolean named = row.index() < 0 || run.network() instanceof SameDiff;
        String selector = named ? "name:" + row.name() : "layer:" + row.index();
        float[] output = run.under(PrecisionPolicy.parse(selector + "=" + mode.name()));
        return new LayerError(
                row.name(),
                row.type(),
                selector,
                row.terms(),
                row.expectedError(),
                error(output),
                !Arrays.equals(output, plain));
    }

    /**
     * The fewest layers without which the others' errors come to half of what they were; if those
     * are more than half of the layers, the worst one.
     */
    private ErrorBudget.@Nullable Advice advice(List<LayerError> ranked) {
        if (ranked.size() < 2) {
            return null;
        }
        double half = rest(ranked, 0) / 2;
        int kept = 1;
        while (kept < ranked.size()
                && !(Double.isFinite(rest(ranked, kept)) && rest(ranked, kept) <= half)) {
            kept++;
        }
        boolean spread = 2 * kept > ranked.size();
        List<LayerError> worst = ranked.subList(0, spread ? 1 : kept);
        String policy =
                "*=%s %s"
                        .formatted(
                                mode.name(),
                                worst.stream()
                                        .map(layer -> layer.selector() + WIDE)
                                        .collect(Collectors.joining(" ")));
        double measured = error(run.under(PrecisionPolicy.parse(policy)));
        return new ErrorBudget.Advice(policy, worst, measured, spread);
    }

    private static double rest(List<LayerError> ranked, int from) {
        return ErrorBudget.rootSumSquare(
                ranked.stream().skip(from).mapToDouble(LayerError::measured).toArray());
    }

    private double error(float[] output) {
        return ErrorReport.of(output, exact.values(), Double.POSITIVE_INFINITY).relativeFrobenius();
    }
}
