package dev.mantissa.magics.line;

import dev.mantissa.lib.nd4j.ErrorBudget;
import dev.mantissa.lib.nd4j.LayerError;
import dev.mantissa.magics.chart.BarChart;
import dev.mantissa.magics.chart.Charts;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.Table;
import java.util.List;
import java.util.stream.Collectors;

/** The error budget of a network as a table and as bars. */
record BudgetTables(String name, ErrorBudget budget) {
    private static final int MOST_BARS = 20;
    private static final String TOGETHER = "all layers together";

    Table table() {
        String mode = budget.mode().name();
        Table.Builder table =
                Table.titled(
                                "Error budget of %s (%s) in %s: one layer at a time"
                                        .formatted(name, budget.type(), mode))
                        .left("layer", "type")
                        .right("terms", "predicted", "measured", "ratio", "share");
        for (LayerError layer : budget.layers()) {
            table.row(
                    layer.selector(),
                    layer.type() + named(layer),
                    Figures.count(layer.terms()),
                    Figures.error(layer.predicted()),
                    Figures.error(layer.measured()),
                    layer.reached() ? Significant.of(layer.gain(), 2) : "",
                    layer.reached() ? share(layer) : "");
        }
        total(
                table,
                "root of squares",
                Figures.error(budget.predictedTogether()),
                budget.rootSumSquare());
        total(table, TOGETHER, "", budget.together());
        total(table, "all in f32", "", budget.floor());
        table.note(
                "Measured: relative error of the output against %s (Frobenius norm), that layer alone in %s and the others in f32. Predicted: of the layer's own products, N(0,1) operands. Ratio: how much of that the network lets through. Share: of the sum of squares."
                        .formatted(budget.reference(), mode));
        List<LayerError> unreached =
                budget.layers().stream().filter(layer -> !layer.reached()).toList();
        if (!unreached.isEmpty()) {
            table.note(
                    "%s changes nothing, bit for bit, in: %s.".formatted(mode, names(unreached)));
        }
        return advised(table).build();
    }

    private static void total(Table.Builder table, String what, String predicted, double measured) {
        table.total(what, "", "", predicted, Figures.error(measured), "", "");
    }

    /** A name that somebody gave: Deeplearning4j's own say the index once more. */
    private static String named(LayerError layer) {
        boolean given =
                !layer.name().matches("layer\\d+")
                        && !layer.selector().endsWith(":" + layer.name());
        return given ? " '" + layer.name() + "'" : "";
    }

    private String share(LayerError layer) {
        double part = Math.pow(layer.measured() / budget.rootSumSquare(), 2);
        return Double.isFinite(part) ? "%.0f %%".formatted(100 * part) : "";
    }

    private Table.Builder advised(Table.Builder table) {
        ErrorBudget.Advice advice = budget.advice();
        if (advice == null) {
            return table;
        }
        if (advice.spread()) {
            table.note(
                    "No few layers hold most of the error: a more accurate mode for all helps more than exceptions.");
        }
        return table.note("Try: %precision " + advice.policy())
                .note(
                        "Measured under it: %s instead of %s, with %d of %d layers in f32."
                                .formatted(
                                        Figures.error(advice.measured()),
                                        Figures.error(budget.together()),
                                        advice.kept().size(),
                                        budget.layers().size()));
    }

    BarChart chart() {
        List<LayerError> drawn = budget.layers().stream().limit(MOST_BARS).toList();
        String which =
                drawn.size() < budget.layers().size()
                        ? " (the %d largest)".formatted(drawn.size())
                        : "";
        BarChart chart =
                Charts.bars(
                        "Error of the output of %s: one layer in %s%s"
                                .formatted(name, budget.mode().name(), which),
                        "relative error");
        for (LayerError layer : drawn) {
            chart.bar(label(layer), layer.measured());
        }
        chart.bar(TOGETHER, budget.together());
        ErrorBudget.Advice advice = budget.advice();
        if (advice != null) {
            chart.bar(
                    "all but " + label(advice.kept().getFirst()) + more(advice), advice.measured());
        }
        return chart;
    }

    private static String more(ErrorBudget.Advice advice) {
        int others = advice.kept().size() - 1;
        return others == 0 ? "" : " and " + others + " more";
    }

    private static String names(List<LayerError> layers) {
        return layers.stream().map(LayerError::name).collect(Collectors.joining(", "));
    }

    /** "layer:2 DenseLayer"; a product by its name. */
    private static String label(LayerError layer) {
        return layer.selector() + " " + layer.type();
    }
}
