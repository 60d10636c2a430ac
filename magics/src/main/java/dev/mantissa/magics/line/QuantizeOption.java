package dev.mantissa.magics.line;

import dev.mantissa.lib.quant.Calibration;
import dev.mantissa.lib.quant.Calibrations;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code %quantize} takes as {@code name=value}: one line adds one. */
enum QuantizeOption {
    GROUP("weights that share a scale", List.of("32", "64", "128", "row", "tensor")),
    SCHEME(
            "how weights are packed, several with commas",
            List.of("sym", "asym", "absmax", "search", "rot")),
    ACT("what products do with activations", List.of("a16", "a8", "a8g16")),
    KEEP("weights that stay f32: names, layers, kinds, stars", List.of("output")),
    INCLUDE("weights that are quantised, the others stay f32", List.of()),
    RELEASE(
            "true: a network of its own that holds packed weights only is the value",
            List.of("true")),
    CALIB(
            "packs weights for what layers get on a batch, given as data=",
            Calibrations.all().stream().map(Calibration::name).toList()),
    BITS(
            "with auto: bits per weight, scales included, or a scheme of that size",
            List.of("4.5", "q4")),
    DATA("a variable with inputs of the network, to measure on or to calibrate with", List.of());

    private final String summary;
    private final List<String> examples;

    QuantizeOption(String summary, List<String> examples) {
        this.summary = summary;
        this.examples = examples;
    }

    /** As typed: "group". */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String summary() {
        return summary;
    }

    /** Values worth offering. */
    List<String> examples() {
        return examples;
    }

    static Optional<QuantizeOption> of(String name) {
        return Arrays.stream(values()).filter(o -> o.text().equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(QuantizeOption::text).toList();
    }
}
