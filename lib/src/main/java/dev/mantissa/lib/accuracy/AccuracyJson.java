package dev.mantissa.lib.accuracy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.mantissa.lib.ErrorReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the record {@value AccuracyResult#SCHEMA}; docs/schemas has its JSON Schema. A figure that
 * is not finite is left out.
 */
final class AccuracyJson {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private AccuracyJson() {}

    static String text(AccuracyResult result) {
        return GSON.toJson(tree(result)) + "\n";
    }

    private static Map<String, Object> tree(AccuracyResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", AccuracyResult.SCHEMA);
        tree.put("kind", "suite");
        tree.put("effort", result.effort().toString());
        tree.put("engine", result.engine());
        tree.put("seed", result.seed());
        tree.put("elapsed_ns", result.elapsedNanos());
        tree.put("environment", result.machine().tree());
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("scenarios", result.total());
        totals.put("passed", result.passed());
        totals.put("failed", result.failed());
        totals.put("not_run", result.notRun());
        tree.put("totals", totals);
        tree.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
        tree.put("scenarios", result.scenarios().stream().map(AccuracyJson::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(ScenarioResult result) {
        Scenario scenario = result.scenario();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", scenario.name());
        tree.put("structure", scenario.structure().name());
        tree.put("shape", List.of(scenario.shape().rows(), scenario.shape().cols()));
        tree.put("scheme", scenario.scheme().toString());
        tree.put("bits", scenario.scheme().bits());
        tree.put("activations", scenario.activations());
        tree.put("weights", scenario.weights());
        tree.put("status", result.status().replace(' ', '_'));
        if (!result.reasons().isEmpty()) {
            tree.put("reason", String.join("; ", result.reasons()));
        }
        if (result.outcome() instanceof Outcome.Measured measured) {
            putMeasured(tree, measured);
        }
        return tree;
    }

    private static void putMeasured(Map<String, Object> tree, Outcome.Measured measured) {
        tree.put("bits_per_weight", measured.bitsPerWeight());
        putErrors(tree, measured.error());
        Tolerance tolerance = measured.tolerance();
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("expected", tolerance.expected());
        bounds.put("least", tolerance.least());
        bounds.put("most", tolerance.most());
        bounds.put("source", tolerance.source());
        tree.put("tolerance", bounds);
        Map<String, Object> arithmetic = new LinkedHashMap<>();
        put(arithmetic, "relative_l2", measured.arithmetic().error());
        arithmetic.put("most", measured.arithmetic().most());
        arithmetic.put("source", measured.arithmetic().source());
        tree.put("arithmetic", arithmetic);
    }

    /** The figures of an output against its reference. */
    static void putErrors(Map<String, Object> tree, ErrorReport error) {
        put(tree, "relative_l2", error.relativeFrobenius());
        put(tree, "cosine", error.cosine());
        put(tree, "nmse", error.nmse());
        put(tree, "snr_db", error.snrDecibels());
        if (error.maxUlp() < Long.MAX_VALUE) {
            tree.put("max_ulp_f32", error.maxUlp());
        }
        put(tree, "max_absolute", error.maxAbsolute());
        tree.put("elements", error.elements());
    }

    private static void put(Map<String, Object> tree, String key, double value) {
        if (Double.isFinite(value)) {
            tree.put(key, value);
        }
    }
}
