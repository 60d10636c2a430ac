package dev.mantissa.lib.accuracy;

import com.google.gson.GsonBuilder;
import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.bench.Machine;
import dev.mantissa.lib.nd4j.LayerSensitivity;
import dev.mantissa.lib.nd4j.NetworkSensitivity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what was measured of a network, as a record {@value AccuracyResult#SCHEMA}. */
public final class SensitivityJson {
    private SensitivityJson() {}

    /**
     * The record of one network in one or more schemes.
     *
     * @param limit of the error of the output; NaN for none
     */
    public static String text(String name, List<NetworkSensitivity> measured, double limit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", AccuracyResult.SCHEMA);
        tree.put("kind", "network");
        tree.put("name", name);
        tree.put("environment", Machine.detect().tree());
        tree.put("results", measured.stream().map(m -> tree(m, limit)).toList());
        return new GsonBuilder().setPrettyPrinting().create().toJson(tree) + "\n";
    }

    private static Map<String, Object> tree(NetworkSensitivity measured, double limit) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("network", measured.network());
        tree.put("scheme", measured.scheme().toString());
        tree.put("bits_per_weight", measured.bitsPerWeight());
        tree.put("reference", measured.reference());
        tree.put("unquantised", errors(measured.before()));
        tree.put("whole", errors(measured.whole()));
        if (!Double.isNaN(limit)) {
            tree.put("limit", limit);
            tree.put("passed", measured.whole().within(limit).pass());
        }
        tree.put("layers", measured.layers().stream().map(SensitivityJson::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(LayerSensitivity layer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", layer.name());
        tree.put("shape", layer.shape());
        tree.put("bits_per_weight", layer.bitsPerWeight());
        tree.put("weight_error", layer.weightError());
        tree.put("weight_error_expected", layer.expectedError());
        tree.put("output", errors(layer.output()));
        return tree;
    }

    private static Map<String, Object> errors(ErrorReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        AccuracyJson.putErrors(tree, report);
        return tree;
    }
}
