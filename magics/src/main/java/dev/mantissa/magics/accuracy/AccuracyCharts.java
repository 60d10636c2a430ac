package dev.mantissa.magics.accuracy;

import dev.mantissa.lib.accuracy.AccuracyResult;
import dev.mantissa.lib.accuracy.MatrixShape;
import dev.mantissa.lib.accuracy.Outcome;
import dev.mantissa.lib.accuracy.ScenarioResult;
import dev.mantissa.lib.nd4j.LayerSensitivity;
import dev.mantissa.lib.nd4j.NetworkSensitivity;
import dev.mantissa.magics.chart.BarChart;
import dev.mantissa.magics.chart.Chart;
import dev.mantissa.magics.chart.Charts;
import dev.mantissa.magics.chart.RateChart;

/** The pictures of a result. */
public final class AccuracyCharts {
    private static final MatrixShape SHOWN = new MatrixShape(256, 512);
    private static final String LABELLED = "dense";

    private AccuracyCharts() {}

    /** Error against bits of every structure in one shape, with the floor. */
    public static Chart errorByBits(AccuracyResult result) {
        RateChart chart =
                Charts.errorByBits("Error of the output against bits for each weight, " + SHOWN);
        for (ScenarioResult r : result.scenarios()) {
            if (r.outcome() instanceof Outcome.Measured m && r.scenario().shape().equals(SHOWN)) {
                String structure = r.scenario().structure().name();
                chart.point(
                        structure.equals(LABELLED) ? r.scenario().scheme().toString() : "",
                        structure,
                        m.bitsPerWeight(),
                        m.error().relativeFrobenius());
            }
        }
        return chart;
    }

    /** How much each layer alone moves the output, the worst on top. */
    public static Chart sensitivity(String name, NetworkSensitivity measured) {
        BarChart chart =
                Charts.bars(
                        "%s: error of the output with one layer in %s"
                                .formatted(name, measured.scheme()),
                        "relative error");
        for (LayerSensitivity layer : measured.layers()) {
            chart.bar(layer.name(), layer.error());
        }
        return chart.bar("all of them", measured.whole().relativeFrobenius());
    }
}
