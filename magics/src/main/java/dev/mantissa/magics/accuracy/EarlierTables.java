package dev.mantissa.magics.accuracy;

import dev.mantissa.lib.accuracy.AccuracyResult;
import dev.mantissa.lib.accuracy.EarlierAccuracy;
import dev.mantissa.lib.accuracy.Outcome;
import dev.mantissa.lib.accuracy.ScenarioResult;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.Table;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A result beside an earlier one. */
public final class EarlierTables {
    private static final int MOST_NAMES = 10;

    private EarlierTables() {}

    /** One row for each scenario that both have. */
    public static Table of(AccuracyResult now, EarlierAccuracy earlier) {
        Table.Builder table =
                Table.titled("Compared with " + earlier.source())
                        .left("scenario")
                        .right("error before", "error now", "now / before")
                        .left("before", "now");
        Set<String> left = new LinkedHashSet<>(earlier.entries().keySet());
        int added = 0;
        for (ScenarioResult r : now.scenarios()) {
            EarlierAccuracy.Entry before = earlier.entries().get(r.scenario().name());
            if (before == null) {
                added++;
                continue;
            }
            left.remove(r.scenario().name());
            double error =
                    r.outcome() instanceof Outcome.Measured m
                            ? m.error().relativeFrobenius()
                            : Double.NaN;
            table.row(
                    r.scenario(),
                    Significant.of(before.error(), 3),
                    Significant.of(error, 3),
                    Significant.of(error / before.error(), 3),
                    verdict(before.passed()),
                    r.status());
        }
        if (added > 0) {
            table.note("%d scenarios of this run are not in the earlier record.".formatted(added));
        }
        if (!left.isEmpty()) {
            table.note(
                    "Only in the earlier record, %d: %s%s"
                            .formatted(
                                    left.size(),
                                    left.stream()
                                            .sorted()
                                            .limit(MOST_NAMES)
                                            .collect(Collectors.joining("; ")),
                                    left.size() > MOST_NAMES ? "; …" : "."));
        }
        return table.build();
    }

    private static String verdict(@Nullable Boolean passed) {
        return passed == null ? "–" : passed ? "passed" : "failed";
    }
}
