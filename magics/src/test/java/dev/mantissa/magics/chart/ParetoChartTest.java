package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoChartTest {
    @Test
    void the_frontier_holds_what_nothing_else_beats() {
        ParetoChart chart =
                Charts.pareto(
                        List.of(
                                new ParetoPoint("exact", 0, 10),
                                new ParetoPoint("beaten", 1e-3, 9),
                                new ParetoPoint("fast", 1e-2, 30),
                                new ParetoPoint("as fast, worse", 2e-2, 30),
                                new ParetoPoint("unknown", Double.NaN, 99)));

        assertThat(chart.frontier())
                .extracting(ParetoPoint::label)
                .containsExactly("exact", "fast");
        assertThat(chart.text()).contains("exact", "beaten", "30.0");
    }
}
