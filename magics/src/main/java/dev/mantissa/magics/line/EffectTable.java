package dev.mantissa.magics.line;

import dev.mantissa.lib.bench.CaseResult;
import dev.mantissa.lib.bench.Comparison;
import dev.mantissa.lib.bench.Verdict;
import dev.mantissa.lib.nd4j.QuantizationEffect;
import dev.mantissa.lib.nd4j.QuantizationReport;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.time.Duration;
import java.util.Locale;

/** A network before and after it was quantised, on inputs that a person named. */
record EffectTable(String name, String data, QuantizationReport report, QuantizationEffect effect) {
    /** What a person waits for it. */
    static final Duration TIME = Duration.ofSeconds(2);

    Table table() {
        QuantizationEffect.Side before = effect.before();
        Table.Builder table =
                Table.titled("%s on %s (%s)".formatted(name, data, examples(effect.examples())))
                        .left("")
                        .right("before", "after");
        if (!Double.isNaN(effect.after().accuracy())) {
            table.row(
                    "right answers",
                    before == null ? "?" : percent(before.accuracy()),
                    percent(effect.after().accuracy()));
        }
        if (!Double.isNaN(effect.sameAnswers())) {
            table.row("same answers as before", "", percent(effect.sameAnswers()));
        }
        if (before != null) {
            table.row("error of the outputs", "", Figures.error(effect.outputError()));
        }
        QuantizationReport.Resident resident = report.resident();
        table.row(
                "time of a run",
                before == null ? "?" : Figures.time(before.time().medianNanos()),
                Figures.time(effect.after().time().medianNanos()));
        table.row(
                "quantised weights",
                Figures.bytes(report.bytesBefore()),
                Figures.bytes(report.bytesAfter()));
        if (resident.panels() > 0) {
            table.row("their panels for the kernels", "", Figures.bytes(resident.panels()));
        }
        notes(table);
        return table.build();
    }

    private void notes(Table.Builder table) {
        CaseResult time = effect.after().time();
        Comparison against = time.against();
        table.note(
                against == null
                        ? "Its own weights are not known, so there is nothing to compare with."
                        : "Times are medians of runs on the whole batch, in turns. "
                                + speed(against));
        if (time.verdict() == Verdict.DRIFTING || time.verdict() == Verdict.NOISY) {
            table.note("The times were not steady: something else was at work on this machine.");
        }
        if (Double.isNaN(effect.after().accuracy())) {
            table.note(
                    "Right answers are counted where data= is a DataSet whose labels are classes, one 1 in a row of zeros.");
        }
    }

    private static String speed(Comparison against) {
        if (against.pairs() < Comparison.LEAST_PAIRS) {
            return "These were too few to say which is faster: take a smaller batch.";
        }
        String interval =
                String.format(
                        Locale.ROOT,
                        "(95 %% interval %.2f to %.2f, %d pairs)",
                        against.interval().low(),
                        against.interval().high(),
                        against.pairs());
        return against.shown()
                ? String.format(
                        Locale.ROOT, "After is %.2f times as fast %s.", against.ratio(), interval)
                : "No difference in speed is shown %s.".formatted(interval);
    }

    private static String examples(long count) {
        return count == 1 ? "1 example" : Figures.count(count) + " examples";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }
}
