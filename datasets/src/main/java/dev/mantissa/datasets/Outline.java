package dev.mantissa.datasets;

import java.util.List;

/** Straight pieces in pixel coordinates, and how far a point is from them. */
final class Outline {
    private static final int PIECES = 8;
    private final double[] pieces;
    private final int count;

    /**
     * @param paths chains of cubic curves, in pixels
     */
    Outline(List<double[]> paths) {
        int curves = paths.stream().mapToInt(p -> (p.length - 2) / 6).sum();
        pieces = new double[curves * PIECES * 4];
        int at = 0;
        for (double[] path : paths) {
            for (int i = 0; i + 8 <= path.length; i += 6) {
                at = flatten(path, i, at);
            }
        }
        count = at;
    }

    /** Distance from a point to the nearest piece. */
    double distance(double x, double y) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < count; i += 4) {
            double dx = pieces[i + 2] - pieces[i];
            double dy = pieces[i + 3] - pieces[i + 1];
            double px = x - pieces[i];
            double py = y - pieces[i + 1];
            double length = dx * dx + dy * dy;
            double t = length == 0 ? 0 : Math.clamp((px * dx + py * dy) / length, 0.0, 1.0);
            double ex = px - t * dx;
            double ey = py - t * dy;
            least = Math.min(least, ex * ex + ey * ey);
        }
        return Math.sqrt(least);
    }

    /** Whether the point is inside closed outlines, by the non-zero winding rule. */
    boolean contains(double x, double y) {
        int winding = 0;
        for (int i = 0; i < count; i += 4) {
            double y0 = pieces[i + 1];
            double y1 = pieces[i + 3];
            if (y0 <= y != y1 <= y) {
                double crossing = pieces[i] + (y - y0) / (y1 - y0) * (pieces[i + 2] - pieces[i]);
                if (crossing > x) {
                    winding += y1 > y0 ? 1 : -1;
                }
            }
        }
        return winding != 0;
    }

    private int flatten(double[] path, int i, int start) {
        int at = start;
        double x = path[i];
        double y = path[i + 1];
        for (int s = 1; s <= PIECES; s++) {
            double t = (double) s / PIECES;
            double nextX = cubic(path[i], path[i + 2], path[i + 4], path[i + 6], t);
            double nextY = cubic(path[i + 1], path[i + 3], path[i + 5], path[i + 7], t);
            pieces[at++] = x;
            pieces[at++] = y;
            pieces[at++] = nextX;
            pieces[at++] = nextY;
            x = nextX;
            y = nextY;
        }
        return at;
    }

    private static double cubic(double a, double b, double c, double d, double t) {
        double u = 1 - t;
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    }
}
