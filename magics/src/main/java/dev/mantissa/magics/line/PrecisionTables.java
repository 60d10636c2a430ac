package dev.mantissa.magics.line;

import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.PrecisionPolicy.Entry;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Presets;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.precision.Selector;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code %precision} says: the settings in force, the modes, a change. */
final class PrecisionTables {
    private static final String TERMS = Figures.count(Resolution.TYPICAL_TERMS);

    private PrecisionTables() {}

    /** The settings in force and where they came from. */
    static Table effective(Numerics numerics) {
        Table.Builder table =
                Table.titled("Precision of float32 products: " + numerics.policy())
                        .left("operations", "device", "requested", "computed as", "how")
                        .right("predicted error")
                        .left("source");
        for (Entry entry : numerics.policy().entries()) {
            Resolution r = Resolution.of(entry.mode(), Device.CPU);
            table.row(
                    selected(entry.selector()),
                    r.device().name(),
                    r.requested().name(),
                    r.arithmetic(),
                    r.how(),
                    Figures.error(r.expectedError()),
                    numerics.source());
        }
        if (numerics != Numerics.notebook()) {
            table.note(
                    "The notebook's own setting, in force again after this cell: %s (source: %s)."
                            .formatted(Numerics.notebook().policy(), Numerics.notebook().source()));
        }
        return table.note(
                        "Predicted: relative error of a product with "
                                + TERMS
                                + " terms per sum, N(0,1) operands, against f64.")
                .build();
    }

    /** Every mode and preset. */
    static Table modes() {
        Table.Builder table =
                Table.titled("Precision modes")
                        .left("mode", "what it does", "operands", "sums", "on cpu")
                        .right("predicted error");
        for (Precision mode : Precisions.all()) {
            Resolution r = Resolution.of(mode, Device.CPU);
            table.row(
                    mode.name(),
                    mode.summary(),
                    r.resolved().operandFormat().name(),
                    Bits.sums(r.resolved()),
                    r.how(),
                    Figures.error(r.expectedError()));
        }
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

    /**
     * The line that reports a change. Its tail in brackets is for programs: key=value pairs, in
     * this order.
     *
     * @param scope "for this cell", or nothing
     */
    static String announce(Numerics numerics, String scope) {
        List<Entry> entries = numerics.policy().entries();
        Resolution all = Resolution.of(numerics.precision(), Device.CPU);
        String what =
                entries.size() > 1 ? "one mode per part; %precision shows them" : described(all);
        return "Set float32 matmul precision to '%s'%s -> %s [mode=%s device=%s how=%s error=%s source=%s]"
                .formatted(
                        numerics.policy(),
                        scope.isEmpty() ? "" : " " + scope,
                        what,
                        all.resolved().name(),
                        all.device().name(),
                        all.how(),
                        Figures.error(all.expectedError()),
                        String.valueOf(numerics.source()).replace(' ', '_'));
    }

    private static String described(Resolution r) {
        return "%s, %s on %s, predicted error %s"
                .formatted(
                        r.arithmetic(),
                        r.how(),
                        r.device().name(),
                        Figures.error(r.expectedError()));
    }

    private static String selected(Selector selector) {
        return selector instanceof Selector.Everything ? "all (*)" : selector.toString();
    }
}
