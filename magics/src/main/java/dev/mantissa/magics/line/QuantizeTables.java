package dev.mantissa.magics.line;

import dev.mantissa.lib.nd4j.CalibrationGain;
import dev.mantissa.lib.nd4j.LayerReport;
import dev.mantissa.lib.nd4j.QuantizationReport;
import dev.mantissa.lib.nd4j.QuantizedArray;
import dev.mantissa.lib.nd4j.QuantizedNetwork;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.quant.WeightDistribution;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What {@code %quantize} shows. */
final class QuantizeTables {
    private static final String ERRORS =
            "Errors are relative to the weights (Frobenius); predicted for normally distributed ones.";

    private QuantizeTables() {}

    static Table network(String name, QuantizationReport report) {
        Table.Builder table = layers(name, report);
        if (!report.changed().isEmpty()) {
            table.note(
                    "Changed since, by training perhaps, and no longer in few bits: %s. %%quantize 4 %s packs what they hold now; %%quantize off %s discards it."
                            .formatted(String.join(", ", report.changed()), name, name));
        }
        QuantizationReport.Resident resident = report.resident();
        return table.note(
                        "In memory: %s; decoded values in the network's arrays %s%s."
                                .formatted(
                                        packed(report),
                                        Figures.bytes(resident.decoded()),
                                        resident.originals() == 0
                                                ? ""
                                                : "; its own weights, for %%quantize off %s, %s"
                                                        .formatted(
                                                                name,
                                                                Figures.bytes(
                                                                        resident.originals()))))
                .note(
                        "%s of other parameters stay f32. A file or clone made now holds the decoded values, without the originals; training changes them freely, so quantise again after it."
                                .formatted(Figures.bytes(report.bytesUntouched())))
                .note(ERRORS)
                .build();
    }

    static Table released(String name, QuantizedNetwork network) {
        QuantizationReport report = network.report();
        return layers(name, report)
                .note(
                        "A network of its own for inference: output(x). It holds packed weights only. In memory: %s; f32 parameters %s. The network that it was made from is as it was, and its memory is free once nothing holds it."
                                .formatted(
                                        packed(report),
                                        Figures.bytes(
                                                report.bytesUntouched()
                                                        + report.resident().decoded())))
                .note(ERRORS)
                .build();
    }

    /** "packed weights 9.00 KiB, their panels for the kernels 9.00 KiB". */
    private static String packed(QuantizationReport report) {
        QuantizationReport.Resident resident = report.resident();
        String packed = "packed weights " + Figures.bytes(resident.packed());
        if (resident.panels() > 0) {
            return packed + ", their panels for the kernels " + Figures.bytes(resident.panels());
        }
        boolean byKernel =
                report.layers().stream().anyMatch(l -> l.kernel().name().endsWith(" kernel"));
        return byKernel
                ? packed + ", their panels for the kernels none before the first product"
                : packed;
    }

    private static Table.Builder layers(String name, QuantizationReport report) {
        Columns shown = Columns.of(report);
        Table.Builder table =
                Table.titled(
                                "%s (%s) quantised to %s"
                                        .formatted(name, report.network(), report.scheme()))
                        .left("weights", "shape");
        if (shown.schemes()) {
            table.left("scheme");
        }
        table.right("f32", "packed", "bits/weight", "predicted error", "measured error");
        if (shown.calibration()) {
            table.left("calibration").right("output error, plain", "calibrated");
        }
        if (shown.kernels()) {
            table.left("kernel");
        }
        for (LayerReport layer : report.layers()) {
            table.row(cells(layer, shown).toArray());
        }
        List<Object> total = new ArrayList<>(List.of("all", ""));
        total.addAll(Collections.nCopies(shown.schemes() ? 1 : 0, ""));
        total.add(Figures.bytes(report.bytesBefore()));
        total.add(Figures.bytes(report.bytesAfter()));
        total.add(two(report.bitsPerWeight()));
        int rest = 2 + (shown.calibration() ? 3 : 0) + (shown.kernels() ? 1 : 0);
        total.addAll(Collections.nCopies(rest, ""));
        table.total(total.toArray());
        if (shown.calibration()) {
            table.note(calibration(report));
        }
        if (!report.kept().isEmpty()) {
            table.note("Left in f32: " + String.join(", ", report.kept()) + ".");
        }
        report.layers().stream()
                .map(LayerReport::kernel)
                .distinct()
                .forEach(kernel ->
                        table.note("Kernel: %s: %s.".formatted(kernel.name(), kernel.why())));
        return table;
    }

    /** What is worth a column: what is not the same for all layers, and said elsewhere. */
    private record Columns(boolean schemes, boolean calibration, boolean kernels) {
        static Columns of(QuantizationReport report) {
            List<LayerReport> layers = report.layers();
            return new Columns(
                    layers.stream().map(LayerReport::scheme).distinct().count() > 1,
                    layers.stream().anyMatch(l -> l.calibration() != null),
                    layers.stream().map(LayerReport::kernel).distinct().count() > 1);
        }
    }

    private static List<Object> cells(LayerReport layer, Columns shown) {
        List<Object> cells = new ArrayList<>(List.of(layer.name(), layer.shape()));
        if (shown.schemes()) {
            cells.add(layer.scheme());
        }
        cells.add(Figures.bytes(layer.bytesBefore()));
        cells.add(Figures.bytes(layer.bytesAfter()));
        cells.add(two(layer.bitsPerWeight()));
        cells.add(Figures.error(layer.predictedError()));
        cells.add(error(layer.measuredError()));
        CalibrationGain gain = layer.calibration();
        if (gain != null) {
            cells.add(gain.method());
            cells.add(Figures.error(gain.plain()));
            cells.add(Figures.error(gain.calibrated()));
        } else if (shown.calibration()) {
            cells.addAll(List.of("none", "", ""));
        }
        if (shown.kernels()) {
            cells.add(layer.kernel().name());
        }
        return cells;
    }

    private static String calibration(QuantizationReport report) {
        int rows =
                report.layers().stream()
                        .map(LayerReport::calibration)
                        .filter(Objects::nonNull)
                        .mapToInt(CalibrationGain::rows)
                        .max()
                        .orElse(0);
        boolean all = report.layers().stream().allMatch(l -> l.calibration() != null);
        return "Output errors are those of a layer's products with what it gets on the batch (%d rows at most), relative to the products of its own weights.%s"
                .formatted(
                        rows,
                        all
                                ? ""
                                : " Where there is no calibration, ND4J's own operation multiplies, whose inputs are not seen.");
    }

    /** Where the original weights are not known there is none. */
    private static String error(double value) {
        return Double.isNaN(value) ? "?" : Figures.error(value);
    }

    static Table array(String name, QuantizedArray quantized) {
        Table.Builder table = columns(title(name, quantized.packed()), "matrix");
        row(table, name, quantized.report());
        return table.note(UNTOUCHED.formatted(name)).note(ERRORS).build();
    }

    private static final String UNTOUCHED =
            "'%s' stays as it is; its packed form is the value of this line.";

    static Table tensor(String name, Tensor original, QuantTensor packed) {
        Matrix values = packed.decode();
        Tensor decoded = Tensor.over(values.buffer(), DType.F32, values.rows(), values.cols());
        return columns(title(name, packed), "matrix")
                .row(
                        name,
                        original.shape(),
                        Figures.bytes((long) Float.BYTES * packed.rows() * packed.cols()),
                        Figures.bytes(packed.bytes()),
                        two(packed.bitsPerWeight()),
                        Figures.error(
                                packed.scheme()
                                        .expectedError(
                                                WeightDistribution.NORMAL,
                                                packed.rows(),
                                                packed.cols())),
                        Figures.error(decoded.errorAgainst(original).relativeFrobenius()))
                .note(UNTOUCHED.formatted(name))
                .note(ERRORS)
                .build();
    }

    static Table schemes() {
        Table.Builder table =
                Table.titled("Quantisation schemes")
                        .left("scheme", "what it does")
                        .right("bits/weight", "error, normal weights", "heavy tails (t5)");
        for (QuantScheme scheme : QuantSchemes.all()) {
            table.row(
                    scheme.name(),
                    scheme.summary(),
                    two(scheme.bitsPerWeight()),
                    Figures.error(scheme.expectedError()),
                    Figures.error(scheme.expectedError(WeightDistribution.STUDENT_T5)));
        }
        return table.note(
                        "Bits per weight count scales and zero points. Options go after the name, in any order: q4:g64, q4:row, q4:tensor, q4:asym, q4:absmax, q4:rot, q4:a8.")
                .note(
                        "rot turns rows before they are packed, which brings heavy tails to the errors of normal weights.")
                .note(ERRORS)
                .build();
    }

    private static Table.Builder columns(String title, String first) {
        return Table.titled(title)
                .left(first, "shape")
                .right("f32", "packed", "bits/weight", "predicted error", "measured error");
    }

    private static void row(Table.Builder table, String name, LayerReport layer) {
        table.row(
                name,
                layer.shape(),
                Figures.bytes(layer.bytesBefore()),
                Figures.bytes(layer.bytesAfter()),
                two(layer.bitsPerWeight()),
                Figures.error(layer.predictedError()),
                Figures.error(layer.measuredError()));
    }

    private static String title(String name, QuantTensor packed) {
        return "%s quantised to %s".formatted(name, packed.scheme());
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
