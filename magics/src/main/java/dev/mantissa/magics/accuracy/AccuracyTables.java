package dev.mantissa.magics.accuracy;

import dev.mantissa.lib.accuracy.AccuracyResult;
import dev.mantissa.lib.accuracy.MatrixShape;
import dev.mantissa.lib.accuracy.Outcome;
import dev.mantissa.lib.accuracy.RateDistortion;
import dev.mantissa.lib.accuracy.Scenario;
import dev.mantissa.lib.accuracy.ScenarioResult;
import dev.mantissa.lib.accuracy.Structure;
import dev.mantissa.lib.accuracy.Structures;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the suite's result looks like. */
public final class AccuracyTables {
    /** The shape whose errors stand in the summary. */
    private static final MatrixShape SHOWN = new MatrixShape(256, 512);

    private static final String MEANING =
            "An error of 0.08: the difference to the f64 result is 8 %% as long as that result (Euclidean norm). Least: what no storage of normal weights in so many bits can beat, 2^-bits; so 4 bits cannot reach 2 %%, which takes %s.";

    private AccuracyTables() {}

    /** One row for each scheme. */
    public static Table summary(AccuracyResult result) {
        Map<QuantScheme, List<ScenarioResult>> schemes = new LinkedHashMap<>();
        for (ScenarioResult r : result.scenarios()) {
            schemes.computeIfAbsent(r.scenario().scheme(), s -> new ArrayList<>()).add(r);
        }
        Table.Builder table =
                Table.titled("Accuracy of quantised weights, " + result.effort() + " run")
                        .left("scheme", "activations")
                        .right("bits/weight", "least");
        Structures.all().forEach(s -> table.right(s.name()));
        table.right("of tolerance", "passed");
        schemes.forEach((scheme, results) -> table.row(cells(scheme, results)));
        table.note(
                "Relative errors of %s with a %s matrix. Of tolerance: the largest error of any scenario, as a share of what it may be."
                        .formatted(
                                Structures.all().stream()
                                        .map(Structure::name)
                                        .collect(Collectors.joining(", ")),
                                SHOWN));
        table.note(MEANING.formatted(Significant.of(RateDistortion.bits(0.02), 3) + " bits"));
        return table.build();
    }

    private static Object[] cells(QuantScheme scheme, List<ScenarioResult> results) {
        List<Object> cells = new ArrayList<>();
        cells.add(scheme);
        cells.add(results.getFirst().scenario().activations());
        cells.add(Significant.shortest(scheme.bitsPerWeight(), 4));
        cells.add(Significant.of(RateDistortion.floor(scheme.bitsPerWeight()), 2));
        for (Structure structure : Structures.all()) {
            cells.add(
                    results.stream()
                            .filter(r -> r.scenario().structure().equals(structure))
                            .filter(r -> r.scenario().shape().equals(SHOWN))
                            .map(AccuracyTables::error)
                            .findFirst()
                            .orElse("–"));
        }
        double worst =
                results.stream()
                        .map(ScenarioResult::outcome)
                        .filter(Outcome.Measured.class::isInstance)
                        .map(Outcome.Measured.class::cast)
                        .mapToDouble(m -> m.error().relativeFrobenius() / m.tolerance().most())
                        .max()
                        .orElse(Double.NaN);
        cells.add(Double.isNaN(worst) ? "–" : Math.round(100 * worst) + " %");
        long passed = results.stream().filter(r -> r.outcome().passed()).count();
        cells.add(passed + " of " + results.size());
        return cells.toArray();
    }

    private static String error(ScenarioResult result) {
        return result.outcome() instanceof Outcome.Measured m
                ? Significant.of(m.error().relativeFrobenius(), 3)
                : "–";
    }

    /** One row for each scenario, with every figure. */
    public static Table all(AccuracyResult result) {
        Table.Builder table =
                Table.titled("Every scenario")
                        .left("scenario")
                        .right(
                                "weights",
                                "error",
                                "expected",
                                "least",
                                "most",
                                "cosine",
                                "NMSE",
                                "SNR dB",
                                "max ulp",
                                "arithmetic")
                        .left("verdict");
        for (ScenarioResult r : result.scenarios()) {
            table.row(row(r));
        }
        return table.note(
                        "Expected, least, most: see docs/accuracy.md. Arithmetic: the product against an f64 product with the same packed weights.")
                .build();
    }

    private static Object[] row(ScenarioResult r) {
        Scenario scenario = r.scenario();
        String weights = Figures.count(scenario.weights());
        if (r.outcome() instanceof Outcome.Measured m) {
            return new Object[] {
                scenario,
                weights,
                Significant.of(m.error().relativeFrobenius(), 3),
                Significant.of(m.tolerance().expected(), 3),
                Significant.of(m.tolerance().least(), 2),
                Significant.of(m.tolerance().most(), 3),
                Significant.of(m.error().cosine(), 5),
                Figures.error(m.error().nmse()),
                Significant.of(m.error().snrDecibels(), 3),
                Figures.count(m.error().maxUlp()),
                Figures.error(m.arithmetic().error()),
                r.status()
            };
        }
        return new Object[] {
            scenario, weights, "", "", "", "", "", "", "", "", "", r.status() + reason(r)
        };
    }

    private static String reason(ScenarioResult r) {
        return ": " + String.join("; ", r.reasons());
    }

    /** What did not pass, by name, with the reason; empty if everything did. */
    public static List<String> notPassed(AccuracyResult result) {
        List<String> lines = new ArrayList<>();
        Map<String, Map<String, List<String>>> notRun = new LinkedHashMap<>();
        for (ScenarioResult r : result.scenarios()) {
            if (r.status().equals("failed")) {
                lines.add("FAILED %s%s".formatted(r.scenario(), reason(r)));
            } else if (!r.outcome().passed()) {
                String what = r.scenario().structure().name() + " " + r.scenario().shape();
                notRun.computeIfAbsent(what, w -> new LinkedHashMap<>())
                        .computeIfAbsent(reason(r), why -> new ArrayList<>())
                        .add(r.scenario().scheme().toString());
            }
        }
        notRun.forEach((what, whys) ->
                whys.forEach((why, schemes) ->
                        lines.add(
                                "not run: %s in %s%s"
                                        .formatted(what, String.join(", ", schemes), why))));
        return lines;
    }
}
