package dev.mantissa.magics.line;

import dev.mantissa.lib.nd4j.NetworkRange;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.range.NanFinding;
import dev.mantissa.lib.range.NanFinding.ArrayRange;
import dev.mantissa.lib.range.RangeLedger;
import dev.mantissa.lib.range.ValueCounts;
import dev.mantissa.magics.chart.Chart;
import dev.mantissa.magics.chart.Charts;
import dev.mantissa.magics.chart.ExponentChart;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.Table;
import java.util.List;

/** What {@code %nan}, {@code %inspect} and {@code %precision} say about range. */
final class RangeTables {
    /** More than this are not drawn below one another. */
    private static final int MOST_DRAWN = 24;

    private RangeTables() {}

    /** The first operation that gave Inf or NaN, and what it was computed from. */
    static Table finding(NanFinding finding) {
        Table.Builder table =
                Table.titled("First Inf or NaN: " + name(finding.operation()))
                        .left("array", "shape")
                        .right("from", "to", "NaN", "Inf");
        for (ArrayRange operand : finding.operands()) {
            row(table, operand);
        }
        row(table, finding.result());
        table.note(
                "First at index %s: %s. Mode: %s."
                        .formatted(finding.index(), value(finding.value()), finding.mode()));
        return table.note(
                        finding.cameIn()
                                ? "Inf or NaN was in an operand already: in the input, in weights, or stored without an operation. %nan NET scans the weights."
                                : "The operands are finite: this operation made it.")
                .build();
    }

    private static void row(Table.Builder table, ArrayRange range) {
        table.row(
                range.name(),
                range.shape(),
                figure(range.least()),
                figure(range.most()),
                Figures.count(range.nans()),
                Figures.count(range.infinities()));
    }

    /** What was found so far. */
    static Table findings(List<NanFinding> findings) {
        Table.Builder table =
                Table.titled("First Inf or NaN of each cell or trace")
                        .left("operation", "where", "mode", "index", "value", "operands");
        for (NanFinding finding : findings) {
            table.row(
                    finding.operation().name(),
                    RangeLedger.place(finding.operation()),
                    finding.mode(),
                    finding.index(),
                    value(finding.value()),
                    finding.cameIn() ? "had it already" : "finite");
        }
        return table.build();
    }

    /** What overflowed and what was stepped up. */
    static Table ledger(List<RangeLedger.Entry> entries) {
        Table.Builder table =
                Table.titled("Out of range so far")
                        .left("what", "operation", "where", "mode", "became")
                        .right("values", "runs");
        for (RangeLedger.Entry entry : entries) {
            RangeLedger.Event event = entry.event();
            boolean counted =
                    event.kind() == RangeLedger.Kind.OPERANDS
                            || event.kind() == RangeLedger.Kind.RESULTS;
            table.row(
                    event.kind().label(),
                    event.operation().name(),
                    RangeLedger.place(event.operation()),
                    event.from(),
                    event.to(),
                    counted ? Figures.count(entry.values()) : "",
                    Figures.count(entry.runs()));
        }
        return table.note("%nan clear forgets this.").build();
    }

    /** One line for a table of modes: "matmul in layer 1 'dense': 12 results became inf". */
    static String line(RangeLedger.Entry entry) {
        RangeLedger.Event event = entry.event();
        String what =
                switch (event.kind()) {
                    case OPERANDS, RESULTS ->
                            "%s of its %s became %s under %s"
                                    .formatted(
                                            Figures.count(entry.values()),
                                            event.kind().label(),
                                            event.to(),
                                            event.from());
                    case STEPUP ->
                            "stepped up from %s to %s %s"
                                    .formatted(event.from(), event.to(), times(entry.runs()));
                    case INHERITED -> "Inf or NaN came in with its operands " + times(entry.runs());
                };
        return name(event.operation()) + ": " + what + ".";
    }

    private static String times(long runs) {
        return runs == 1 ? "once" : Figures.count(runs) + " times";
    }

    /** Arrays with NaN or Inf. */
    static Table scan(String name, int all, List<NetworkRange.Row> bad) {
        Table.Builder table =
                Table.titled("NaN and Inf in " + name)
                        .left("layer", "array", "shape")
                        .right("NaN", "Inf", "of")
                        .left("first at");
        for (NetworkRange.Row row : bad) {
            table.row(
                    row.place(),
                    row.name(),
                    row.shape(),
                    Figures.count(row.counts().nans()),
                    Figures.count(row.counts().infinities()),
                    Figures.count(row.counts().count()),
                    row.firstBad());
        }
        return table.note(
                        "%d of %d arrays of weights and updater state are not finite."
                                .formatted(bad.size(), all))
                .build();
    }

    /** Magnitudes of arrays. */
    static Table inspection(String name, String what, List<NetworkRange.Row> rows) {
        Table.Builder table =
                Table.titled("%s: %s".formatted(name, what))
                        .left("layer", "array")
                        .right("values", "NaN", "Inf", "zero", "subnormal f32", "subnormal f16")
                        .right("below f16", "beyond f16", "smallest", "largest");
        for (NetworkRange.Row row : rows) {
            ValueCounts counts = row.counts();
            table.row(
                    row.place(),
                    row.name(),
                    Figures.count(counts.count()),
                    Figures.count(counts.nans()),
                    Figures.count(counts.infinities()),
                    Figures.count(counts.zeros()),
                    Figures.count(counts.subnormals32()),
                    Figures.count(counts.subnormals16()),
                    Figures.count(counts.below16()),
                    Figures.count(counts.beyond16()),
                    figure(counts.least()),
                    figure(counts.most()));
        }
        return table.note(
                        "Smallest and largest are magnitudes, zeros and what is not finite left out.")
                .build();
    }

    /** Histograms of magnitudes. */
    static Chart chart(String name, String what, List<NetworkRange.Row> rows) {
        int drawn = Math.min(rows.size(), MOST_DRAWN);
        String title = "Magnitudes of %s: %s".formatted(name, what);
        ExponentChart chart =
                Charts.exponents(
                        drawn < rows.size()
                                ? title + " (the first %d of %d)".formatted(drawn, rows.size())
                                : title);
        for (NetworkRange.Row row : rows.subList(0, drawn)) {
            String layer = row.place().replaceFirst("^layer ", "").replace("'", "");
            chart.row((layer + " " + row.name()).strip(), row.counts());
        }
        return chart;
    }

    private static String name(Operation operation) {
        return "%s%s".formatted(operation.name(), RangeLedger.where(operation));
    }

    private static String value(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "none" : Significant.of(value, 3);
    }
}
