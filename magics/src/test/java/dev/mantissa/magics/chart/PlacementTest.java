package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void labels_in_a_column_keep_their_distance_and_their_order() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 1000; i++) {
            double[] wanted = random.doubles(random.nextInt(1, 12), 40, 380).toArray();
            double[] placed = Placement.column(wanted, 17, 44, 384);
            for (int a = 0; a < wanted.length; a++) {
                assertThat(placed[a]).isBetween(44 - 1e-9, 384 + 1e-9);
                for (int b = 0; b < wanted.length; b++) {
                    if (wanted[a] < wanted[b]) {
                        assertThat(placed[b] - placed[a]).isGreaterThanOrEqualTo(17 - 1e-9);
                    }
                }
            }
        }
    }

    @Test
    void labels_that_fit_are_not_moved() {
        assertThat(Placement.column(new double[] {100, 200}, 17, 44, 384))
                .containsExactly(100, 200);
    }

    @Test
    void labels_of_a_dozen_points_do_not_cover_one_another() {
        SplittableRandom random = new SplittableRandom(6);
        Box area = new Box(60, 40, 716, 384);
        for (int i = 0; i < 200; i++) {
            List<double[]> points = new ArrayList<>();
            for (int k = 0; k < 12; k++) {
                points.add(new double[] {random.nextDouble(70, 690), random.nextDouble(60, 370)});
            }
            double[] widths = new double[12];
            Arrays.fill(widths, 100);
            List<Box> boxes = Placement.around(points, widths, 15, new ArrayList<>(), area);
            for (int a = 0; a < 12; a++) {
                assertThat(boxes.get(a).inside(area)).isTrue();
                for (int b = a + 1; b < 12; b++) {
                    assertThat(boxes.get(a).overlap(boxes.get(b))).isLessThan(60);
                }
            }
        }
    }
}
