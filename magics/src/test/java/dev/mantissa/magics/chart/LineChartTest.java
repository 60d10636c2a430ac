package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final Pattern LINES = Pattern.compile("class=\"l\" d=\"([^\"]+)\"");

    @Test
    void the_line_to_a_label_starts_at_the_rightmost_point_whatever_the_order_of_x() {
        String leader = leader(new double[] {1, 2, 4}, new double[] {3, 5, 9});

        assertThat(leader(new double[] {4, 2, 1}, new double[] {9, 5, 3})).isEqualTo(leader);
        assertThat(leader(new double[] {2, 4, 1}, new double[] {5, 9, 3})).isEqualTo(leader);
    }

    @Test
    void the_rightmost_point_is_one_that_can_be_seen() {
        LineSeries series =
                new LineSeries(
                        "a",
                        new double[] {3, 2, 1},
                        new double[] {Double.NaN, 7, 8},
                        null,
                        null,
                        true);

        assertThat(series.rightmost((x, y) -> !Double.isNaN(y))).isEqualTo(1);
        assertThat(series.rightmost((x, y) -> false)).isEqualTo(-1);
    }

    @Test
    void points_are_not_joined_and_a_name_far_from_its_series_hangs_on_a_thin_line() {
        String svg =
                Charts.lines("loss")
                        .series("all", new double[] {1, 9}, new double[] {1, 2})
                        .x("x", 1, 2, 3)
                        .points("some", 3, 1, 2)
                        .svg();

        assertThat(LINES.matcher(svg).results()).as("a line and the way to its name").hasSize(2);
        assertThat(svg.split("class=\"v\"")).hasSize(2);
        assertThat(svg).contains("some, 1: 3", "some, 2: 1", "some, 3: 2");
    }

    /** The last line of the picture: from a point to the name of its series. */
    private static String leader(double[] x, double[] y) {
        String svg = Charts.lines("loss").x("step").y("loss").series("a", x, y).svg();
        List<String> lines = LINES.matcher(svg).results().map(r -> r.group(1)).toList();
        assertThat(lines).hasSize(2);
        return lines.getLast();
    }
}
