package dev.mantissa.magics.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The catalogue of charts: one line for each kind. */
public final class Charts {
    private Charts() {}

    /** The bits of numbers: {@code Charts.bits("A tenth").value("0.1f", F32.FORMAT, 0.1)}. */
    public static BitPicture bits(String title) {
        return new BitPicture(title);
    }

    /** Which numbers there are, as marks on lines below one another. */
    public static NumberLine numberLine(String title) {
        return new NumberLine(title);
    }

    /** How large the values of arrays are, with the limits of f16. */
    public static ExponentChart exponents(String title) {
        return new ExponentChart(title);
    }

    /** Error against speed, with the frontier of what nothing else beats. */
    public static ParetoChart pareto(String title) {
        return new ParetoChart(title);
    }

    /** Error against speed of these points. */
    public static ParetoChart pareto(List<ParetoPoint> points) {
        ParetoChart chart = pareto("Accuracy and speed");
        points.forEach(chart::point);
        return chart;
    }

    /** Lines: {@code Charts.lines("Loss").y("cross entropy").series("train", losses)}. */
    public static LineChart lines(String title) {
        return new LineChart(title);
    }

    /** Relative error (logarithmic) against size (doubling). */
    public static LineChart errorBySize(String title, double... sizes) {
        return lines(title).x("n", sizes).log2X().y("relative error").logY();
    }

    /** Error against bits for each weight, with the floor that theory sets. */
    public static RateChart errorByBits(String title) {
        return new RateChart(title);
    }

    /** How weights are spread, and the grid of values that they are stored as. */
    public static WeightsChart weights(String title) {
        return new WeightsChart(title);
    }

    /** Bars with their values. */
    public static BarChart bars(String title, String unit) {
        return new BarChart(title, unit);
    }

    /**
     * A matrix of values; the largest is the strongest.
     *
     * @throws IllegalArgumentException if rows differ in length or names in number
     */
    public static HeatMap heatmap(
            String title, double[][] values, List<String> rows, List<String> columns) {
        checkShape(title, values, rows, columns);
        double most = 0;
        double least = 0;
        for (double[] row : values) {
            for (double v : row) {
                most = Double.isFinite(v) ? Math.max(most, v) : most;
                least = Double.isFinite(v) ? Math.min(least, v) : least;
            }
        }
        double low = least;
        double span = most - least;
        double[][] shade =
                Arrays.stream(values)
                        .map(row ->
                                Arrays.stream(row)
                                        .map(v -> span == 0 ? 0 : (v - low) / span)
                                        .toArray())
                        .toArray(double[][]::new);
        return new HeatMap(title, copy(values), shade, List.copyOf(rows), List.copyOf(columns));
    }

    /** A matrix of values whose rows and columns are counted from 0. */
    public static HeatMap heatmap(String title, double[][] values) {
        return heatmap(
                title,
                values,
                counted(values.length),
                counted(values.length == 0 ? 0 : values[0].length));
    }

    /**
     * A confusion table: {@code counts[actual][predicted]}. Each row is shaded by its share, so
     * that rare classes show as clearly as common ones.
     */
    public static HeatMap confusion(String title, int[][] counts, List<String> classes) {
        double[][] values =
                Arrays.stream(counts)
                        .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                        .toArray(double[][]::new);
        checkShape(title, values, classes, classes);
        double[][] shade =
                Arrays.stream(values)
                        .map(row -> {
                            double sum = Math.max(1, Arrays.stream(row).sum());
                            return Arrays.stream(row).map(v -> v / sum).toArray();
                        })
                        .toArray(double[][]::new);
        return new HeatMap(title, values, shade, List.copyOf(classes), List.copyOf(classes))
                .axes("actual", "predicted")
                .sparse();
    }

    /** A confusion table of the classes 0, 1, 2 … */
    public static HeatMap confusion(String title, int[][] counts) {
        return confusion(title, counts, counted(counts.length));
    }

    private static List<String> counted(int n) {
        return IntStream.range(0, n).mapToObj(Integer::toString).toList();
    }

    private static double[][] copy(double[][] values) {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    private static void checkShape(
            String title, double[][] values, List<String> rows, List<String> columns) {
        if (values.length == 0 || columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "heat map \"%s\" has no values; give at least one row and one column"
                            .formatted(title));
        }
        if (values.length != rows.size()) {
            throw new IllegalArgumentException(
                    "heat map \"%s\" has %d rows of values and %d row names; give one name for each row"
                            .formatted(title, values.length, rows.size()));
        }
        for (double[] row : values) {
            if (row.length != columns.size()) {
                throw new IllegalArgumentException(
                        "heat map \"%s\" has a row of %d values and %d column names; give one name for each column"
                                .formatted(title, row.length, columns.size()));
            }
        }
    }
}
