package dev.mantissa.magics.bench;

import dev.mantissa.lib.bench.BenchResult;
import dev.mantissa.lib.bench.CaseResult;
import dev.mantissa.lib.bench.Interval;
import dev.mantissa.magics.chart.BarChart;
import dev.mantissa.magics.chart.Chart;
import dev.mantissa.magics.chart.Charts;
import dev.mantissa.magics.chart.LineChart;
import dev.mantissa.magics.chart.ParetoChart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures of a result: error against speed, and error against size. */
public final class BenchCharts {
    private static final List<String> UNITS = List.of("ns", "µs", "ms", "s");

    private BenchCharts() {}

    /** What can be drawn of it, the most telling first. */
    public static List<Chart> of(BenchResult result) {
        List<Chart> charts = new ArrayList<>();
        pareto(result).ifPresent(charts::add);
        errorBySize(result).ifPresent(charts::add);
        if (charts.isEmpty()) {
            times(result).ifPresent(charts::add);
        }
        return charts;
    }

    /** Error against speed of the last group, which is the largest size. */
    private static Optional<Chart> pareto(BenchResult result) {
        if (result.cases().isEmpty()) {
            return Optional.empty();
        }
        String last = result.cases().getLast().group();
        List<CaseResult> cases =
                result.cases().stream()
                        .filter(c -> c.group().equals(last))
                        .filter(c -> Double.isFinite(c.error()) && Double.isFinite(c.medianNanos()))
                        .toList();
        if (cases.stream().mapToDouble(CaseResult::error).distinct().count() < 2) {
            return Optional.empty();
        }
        boolean flops = cases.stream().noneMatch(c -> Double.isNaN(c.flops()));
        String reference = cases.getFirst().accuracy() == null ? "" : reference(cases.getFirst());
        String title = last.isEmpty() ? result.title() : result.title() + ", " + last;
        ParetoChart chart =
                Charts.pareto(title + ": accuracy and speed")
                        .x("relative error" + reference)
                        .y(flops ? "GFLOP/s" : "executions per second");
        for (CaseResult c : cases) {
            Interval i = c.interval();
            double scale = flops ? c.flops() : 1e9;
            chart.point(
                    c.name(),
                    c.error(),
                    scale / c.medianNanos(),
                    scale / i.high(),
                    scale / i.low());
        }
        return Optional.of(chart);
    }

    private static String reference(CaseResult c) {
        return c.accuracy() == null ? "" : " against " + c.accuracy().reference();
    }

    private static Optional<Chart> errorBySize(BenchResult result) {
        Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();
        for (CaseResult c : result.cases()) {
            if (c.parameters().get("n") instanceof Number n && Double.isFinite(c.error())) {
                lines.computeIfAbsent(c.name(), name -> new LinkedHashMap<>())
                        .put(n.doubleValue(), c.error());
            }
        }
        if (lines.isEmpty() || lines.values().stream().anyMatch(line -> line.size() < 2)) {
            return Optional.empty();
        }
        LineChart chart = Charts.errorBySize(result.title() + ": error against size");
        lines.forEach(
                (name, line) -> chart.series(name, numbers(line.keySet()), numbers(line.values())));
        return Optional.of(chart);
    }

    private static double[] numbers(java.util.Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Optional<Chart> times(BenchResult result) {
        List<CaseResult> timed =
                result.cases().stream().filter(c -> Double.isFinite(c.medianNanos())).toList();
        if (timed.size() < 2) {
            return Optional.empty();
        }
        double longest = timed.stream().mapToDouble(CaseResult::medianNanos).max().orElse(1);
        int unit = longest < 1e3 ? 0 : longest < 1e6 ? 1 : longest < 1e9 ? 2 : 3;
        double nanos = Math.pow(1e3, unit);
        BarChart chart = Charts.bars(result.title() + ": median time", UNITS.get(unit));
        for (CaseResult c : timed) {
            Interval i = c.interval();
            chart.bar(c.name(), c.medianNanos() / nanos, i.low() / nanos, i.high() / nanos);
        }
        return Optional.of(chart);
    }
}
