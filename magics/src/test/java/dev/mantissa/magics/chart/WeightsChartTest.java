package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightsChartTest {
    @Test
    void the_grid_is_what_the_packed_form_holds() {
        // The largest takes level 7, so the scale is 1/7 as f16.
        Tensor weights = Tensor.of(new float[] {-1, 0.5f, 0.25f, 1, 0, 0.02f}, 1, 6);
        WeightsChart chart =
                Charts.weights("t")
                        .row("q4", weights, QuantSchemes.of("q4:absmax").encode(weights.matrix()));

        assertThat(chart.table().rows())
                .containsExactly(List.of("q4", "6", "-1 … 1", "5", "-0.9998 … 0.9998"));
        assertThat(chart.svg()).contains("<title>0.2856</title>", "5 values", "q4: 6 weights");
    }

    @Test
    void what_lies_outside_is_counted() {
        WeightsChart chart =
                Charts.weights("t").row("a", new double[] {-9, 0, 1, 9}, -1, 1).within(-2, 2);

        assertThat(chart.svg()).contains("2 not shown", "a: 2 weights", "2 values");
        assertThat(chart.table().rows())
                .containsExactly(List.of("a", "4", "-9 … 9", "2", "-1 … 1"));
        assertThatThrownBy(() -> chart.within(3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("3.0", "\"t\"", "below");
    }
}
