package dev.mantissa.magics.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds places for labels so that none covers another, a marker or a line if that can be had. */
final class Placement {
    private static final double GAP = 9;
    private static final int ROUNDS = 4;

    private Placement() {}

    /**
     * Heights for labels in one column: as near to the wanted ones as the least distance allows,
     * within {@code top} to {@code bottom} when there is room for all.
     */
    static double[] column(double[] wanted, double distance, double top, double bottom) {
        int n = wanted.length;
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> wanted[i]));
        double[] placed = new double[n];
        double last = Double.NEGATIVE_INFINITY;
        for (int i : order) {
            placed[i] = Math.max(Math.max(wanted[i], top), last + distance);
            last = placed[i];
        }
        double next = Math.max(bottom, top + (n - 1) * distance) + distance;
        for (int k = n - 1; k >= 0; k--) {
            placed[order[k]] = Math.min(placed[order[k]], next - distance);
            next = placed[order[k]];
        }
        return placed;
    }

    /**
     * A box for the label of each point.
     *
     * @param points x and y of each point
     * @param widths of each label
     * @param height of every label
     * @param obstacles what should stay uncovered besides the points themselves
     * @param area what a box must not leave
     */
    static List<Box> around(
            List<double[]> points, double[] widths, double height, List<Box> obstacles, Box area) {
        List<Box> taken = new ArrayList<>();
        for (double[] p : points) {
            taken.add(Box.around(p[0], p[1], 5.5, 5.5));
        }
        taken.addAll(obstacles);
        List<Box> labels = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            labels.add(candidates(points.get(i), widths[i], height).getFirst());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < labels.size(); i++) {
                labels.set(i, best(i, points.get(i), widths[i], height, labels, taken, area));
            }
        }
        return labels;
    }

    private static Box best(
            int index,
            double[] point,
            double width,
            double height,
            List<Box> labels,
            List<Box> taken,
            Box area) {
        Box best = labels.get(index);
        double least = Double.POSITIVE_INFINITY;
        List<Box> candidates = candidates(point, width, height);
        for (int c = 0; c < candidates.size(); c++) {
            Box box = candidates.get(c);
            double cost = c * 1.5 + (box.inside(area) ? 0 : 1e6);
            for (int j = 0; j < labels.size(); j++) {
                cost += j == index ? 0 : 10 * box.overlap(labels.get(j));
            }
            for (Box t : taken) {
                cost += 4 * box.overlap(t);
            }
            if (cost < least) {
                least = cost;
                best = box;
            }
        }
        return best;
    }

    /** Places around a point, the preferred first: beside it, above, below, then further out. */
    private static List<Box> candidates(double[] point, double width, double height) {
        List<Box> out = new ArrayList<>();
        double halfWidth = width / 2;
        double halfHeight = height / 2;
        for (double reach : new double[] {0, 14, 30, 50, 75, 105}) {
            double beside = GAP + halfWidth + reach * 0.6;
            double above = GAP + halfHeight - 2 + reach;
            double[][] moves = {
                {beside, 0},
                {-beside, 0},
                {0, -above},
                {0, above},
                {beside * 0.9, -above * 0.75},
                {beside * 0.9, above * 0.75},
                {-beside * 0.9, -above * 0.75},
                {-beside * 0.9, above * 0.75}
            };
            for (double[] m : moves) {
                out.add(Box.around(point[0] + m[0], point[1] + m[1], halfWidth, halfHeight));
            }
        }
        return out;
    }
}
