package dev.mantissa.magics.line;

import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.EffectivePrecision;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Presets;
import dev.mantissa.lib.precision.RangeOptions;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.range.RangeLedger;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code %precision} says: the settings in force and the modes. */
final class PrecisionTables {
    private static final String TERMS = Figures.count(Resolution.TYPICAL_TERMS);

    /** What stands below tables with predicted errors. */
    static final String PREDICTED =
            "Predicted: relative error of a product with "
                    + TERMS
                    + " terms per sum, N(0,1) operands, against f64.";

    private PrecisionTables() {}

    /** A selector, as a row is titled. */
    static String operations(String selector) {
        return selector.equals("*") ? "all (*)" : selector;
    }

    /** The settings in force and where they came from. */
    static Table effective(Numerics numerics) {
        RangeOptions range = numerics.policy().range();
        Table.Builder table =
                Table.titled("Precision of float32 products: " + numerics.policy())
                        .left(
                                "operations",
                                "device",
                                "requested",
                                "computed as",
                                "stored as",
                                "how")
                        .right("predicted error")
                        .left("source");
        for (EffectivePrecision.Row row : EffectivePrecision.table(numerics, numerics.device())) {
            Resolution r = row.resolution();
            table.row(
                    operations(row.operations()),
                    r.device().name(),
                    r.requested().name(),
                    r.arithmetic(),
                    range.storedAs(r.resolved()),
                    r.how(),
                    Figures.error(r.expectedError()),
                    row.source());
        }
        if (numerics != Numerics.notebook()) {
            table.note(
                    "The notebook's own setting, in force again after this cell: %s (source: %s)."
                            .formatted(Numerics.notebook().policy(), Numerics.notebook().source()));
        }
        simulation(numerics.device()).ifPresent(table::note);
        if (!range.isDefault()) {
            table.note(range(range));
        }
        RangeLedger.session().entries().stream().map(RangeTables::line).forEach(table::note);
        return table.note(PREDICTED).build();
    }

    /** What is done about range, in words. */
    private static String range(RangeOptions range) {
        String overflow =
                range.overflow() == RangeOptions.Overflow.CLAMP
                        ? "clamped to its largest value"
                        : "infinite";
        String nan =
                range.onNan() == RangeOptions.OnNan.STEPUP
                        ? "is computed again in the next more accurate mode"
                        : "is left as it is";
        return "Beyond the range of a format values are %s; a product that gives Inf or NaN for finite operands %s. Storage is emulated: values are rounded, the memory stays f32; predicted errors include it."
                .formatted(overflow, nan);
    }

    /** What to know where another device is simulated. */
    private static Optional<String> simulation(Device device) {
        return device.isSimulated()
                ? Optional.of(
                        "Modes are resolved as on the "
                                + "simulated device; this CPU computes them. %gpu simulate off ends it.")
                : Optional.empty();
    }

    /** Every mode and preset. */
    static Table modes() {
        Device device = Numerics.current().device();
        Table.Builder table =
                Table.titled("Precision modes")
                        .left("mode", "what it does", "operands", "sums", "on " + device.name())
                        .right("predicted error");
        for (Precision mode : Precisions.all()) {
            Resolution r = Resolution.of(mode, device);
            table.row(
                    mode.name(),
                    mode.summary(),
                    r.resolved().operands(),
                    Bits.sums(r.resolved()),
                    r.how(),
                    Figures.error(r.expectedError()));
        }
        simulation(device).ifPresent(table::note);
        table.note("Predicted: relative error with " + TERMS + " terms per sum, against f64.");
        String presets =
                new TreeMap<>(Presets.all())
                        .entrySet().stream()
                                .map(e -> e.getKey() + " = " + e.getValue())
                                .collect(Collectors.joining("; "));
        return table.note("Presets: " + presets + ".")
                .note("More about one: %precision explain MODE")
                .build();
    }
}
