package dev.mantissa.magics.chart;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a line chart.
 *
 * @param low lower ends of the intervals, or null
 * @param high upper ends, or null
 * @param joined whether a line joins the points
 */
record LineSeries(
        String name,
        double[] x,
        double[] y,
        double @Nullable [] low,
        double @Nullable [] high,
        boolean joined) {
    private static final int MOST_POINTS = 240;

    /**
     * The same line with few enough points for a small picture: of each stretch its lowest and
     * highest point.
     */
    LineSeries thinned() {
        int n = x.length;
        if (n <= MOST_POINTS) {
            return this;
        }
        int stretches = MOST_POINTS / 2;
        double[] tx = new double[2 * stretches + 1];
        double[] ty = new double[2 * stretches + 1];
        int count = 0;
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) s * (n - 1) / stretches);
            int to = (int) ((long) (s + 1) * (n - 1) / stretches);
            int min = from;
            int max = from;
            for (int i = from; i < to; i++) {
                min = y[i] < y[min] ? i : min;
                max = y[i] > y[max] ? i : max;
            }
            count = append(tx, ty, count, Math.min(min, max));
            if (min != max) {
                count = append(tx, ty, count, Math.max(min, max));
            }
        }
        count = append(tx, ty, count, n - 1);
        return new LineSeries(
                name, Arrays.copyOf(tx, count), Arrays.copyOf(ty, count), null, null, joined);
    }

    /** Tells whether a point can be seen. */
    @FunctionalInterface
    interface Visible {
        boolean at(double x, double y);
    }

    /** Index of the point farthest to the right among those that can be seen, or -1. */
    int rightmost(Visible visible) {
        int found = -1;
        for (int i = 0; i < x.length; i++) {
            if (visible.at(x[i], y[i]) && (found < 0 || x[i] >= x[found])) {
                found = i;
            }
        }
        return found;
    }

    private int append(double[] tx, double[] ty, int count, int index) {
        tx[count] = x[index];
        ty[count] = y[index];
        return count + 1;
    }
}
