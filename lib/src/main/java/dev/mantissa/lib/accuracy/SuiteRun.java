package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.bench.Progress;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.quant.QuantScheme;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One run of the suite: numbers are drawn once for each shape, packed once for each scheme. */
final class SuiteRun {
    private final AccuracySuite suite;
    private final Progress.Listener listener;
    private final List<ScenarioResult> results;
    private final long total;
    private long done;

    SuiteRun(AccuracySuite suite, Progress.Listener listener, List<ScenarioResult> results) {
        this.suite = suite;
        this.listener = listener;
        this.results = results;
        this.total = Math.max(1, suite.scenarios().stream().mapToLong(this::cost).sum());
    }

    void all() {
        for (Structure structure : suite.structures()) {
            for (MatrixShape shape : suite.shapes()) {
                all(structure, shape);
            }
        }
    }

    private void all(Structure structure, MatrixShape shape) {
        String reason = leftOut(structure, shape);
        Draw draw = reason == null ? new Draw(structure, shape, suite.seed()) : null;
        for (Scenario scenario : suite.scenarios(structure, shape)) {
            CancelledException.check("accuracy suite");
            listener.at(new Progress(scenario.name(), done / (double) total));
            Outcome outcome =
                    draw == null
                            ? new Outcome.NotRun(String.valueOf(reason))
                            : run(draw, scenario.scheme());
            results.add(new ScenarioResult(scenario, outcome));
            done += cost(scenario);
        }
    }

    /** Why scenarios of that size are not run; null if they are. */
    private @Nullable String leftOut(Structure structure, MatrixShape shape) {
        long weights = structure.size(shape);
        if (weights > suite.effort().mostWeights()) {
            return String.format(
                    Locale.ROOT,
                    "%,d weights are more than the %,d of a %s run",
                    weights,
                    suite.effort().mostWeights(),
                    suite.effort());
        }
        return structure.obstacle();
    }

    private Outcome run(Draw draw, QuantScheme scheme) {
        try {
            return measured(draw, Packed.of(draw, scheme));
        } catch (CancelledException stopped) {
            throw stopped;
        } catch (RuntimeException broken) {
            return new Outcome.Broken("broke off: " + broken);
        }
    }

    private Outcome measured(Draw draw, Packed packed) {
        Computed computed = draw.structure().compute(draw, packed, suite.kernel());
        double[] output = computed.output();
        double[] reference = draw.reference();
        Tolerance tolerance = Prediction.of(draw, packed);
        ErrorReport error =
                ErrorReport.of(
                        i -> output[(int) i],
                        i -> reference[(int) i],
                        reference.length,
                        tolerance.most());
        return new Outcome.Measured(
                error, tolerance, computed.arithmetic(), packed.bitsPerWeight());
    }

    /** What a scenario takes, roughly: its weights, and a little for each however small. */
    private long cost(Scenario scenario) {
        long weights = scenario.weights();
        return weights > suite.effort().mostWeights() ? 0 : weights + 50_000;
    }
}
