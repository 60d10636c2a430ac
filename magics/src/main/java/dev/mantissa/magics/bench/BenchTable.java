package dev.mantissa.magics.bench;

import dev.mantissa.lib.bench.BenchResult;
import dev.mantissa.lib.bench.CaseResult;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A result as a Tablesaw table, one row for each case; times in milliseconds. Unknown figures are
 * missing values. The whole result is {@link #result()}.
 */
public final class BenchTable extends Table {
    private final BenchResult result;

    public BenchTable(BenchResult result) {
        super(
                result.title(),
                List.of(
                        strings("group", result, CaseResult::group),
                        strings("case", result, CaseResult::name),
                        doubles("median_ms", result, c -> c.medianNanos() / 1e6),
                        doubles("low_ms", result, c -> c.interval().low() / 1e6),
                        doubles("high_ms", result, c -> c.interval().high() / 1e6),
                        doubles("gflops", result, CaseResult::gflops),
                        doubles("error", result, CaseResult::error),
                        doubles("expected_error", result, CaseResult::expectedError),
                        doubles("speedup", result, c -> ratio(c, BenchTable::middle)),
                        doubles("speedup_low", result, c -> ratio(c, BenchTable::low)),
                        doubles("speedup_high", result, c -> ratio(c, BenchTable::high)),
                        samples(result),
                        strings("verdict", result, c -> c.verdict().toString())));
        this.result = result;
    }

    /** Everything that was measured, raw samples too. */
    public BenchResult result() {
        return result;
    }

    private static double ratio(
            CaseResult c, ToDoubleFunction<dev.mantissa.lib.bench.Comparison> part) {
        return c.against() == null ? Double.NaN : part.applyAsDouble(c.against());
    }

    private static double middle(dev.mantissa.lib.bench.Comparison c) {
        return c.ratio();
    }

    private static double low(dev.mantissa.lib.bench.Comparison c) {
        return c.interval().low();
    }

    private static double high(dev.mantissa.lib.bench.Comparison c) {
        return c.interval().high();
    }

    private static StringColumn strings(
            String name, BenchResult result, Function<CaseResult, String> value) {
        return StringColumn.create(name, result.cases().stream().map(value).toList());
    }

    private static DoubleColumn doubles(
            String name, BenchResult result, ToDoubleFunction<CaseResult> value) {
        return DoubleColumn.create(name, result.cases().stream().mapToDouble(value).toArray());
    }

    private static IntColumn samples(BenchResult result) {
        int[] counts = result.cases().stream().mapToInt(c -> c.sampleNanos().length).toArray();
        return IntColumn.create("samples", Arrays.copyOf(counts, counts.length));
    }
}
