package dev.mantissa.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects chains of cubic curves; a line is a curve with its control points on it. */
final class GlyphPath {
    private final List<double[]> paths = new ArrayList<>();
    private double[] present = new double[0];

    void move(double x, double y) {
        end();
        present = new double[] {x, y};
    }

    void line(double x, double y) {
        double x0 = present[present.length - 2];
        double y0 = present[present.length - 1];
        curve(x0 + (x - x0) / 3, y0 + (y - y0) / 3, x - (x - x0) / 3, y - (y - y0) / 3, x, y);
    }

    void quadratic(double cx, double cy, double x, double y) {
        double x0 = present[present.length - 2];
        double y0 = present[present.length - 1];
        curve(
                x0 + (cx - x0) * 2 / 3,
                y0 + (cy - y0) * 2 / 3,
                x + (cx - x) * 2 / 3,
                y + (cy - y) * 2 / 3,
                x,
                y);
    }

    /** Two control points and the end. */
    void curve(double... points) {
        int length = present.length;
        present = Arrays.copyOf(present, length + points.length);
        System.arraycopy(points, 0, present, length, points.length);
    }

    /** Back to the start of this chain. */
    void close() {
        line(present[0], present[1]);
    }

    List<double[]> paths() {
        end();
        return List.copyOf(paths);
    }

    private void end() {
        if (present.length > 2) {
            paths.add(present);
        }
        present = new double[0];
    }
}
