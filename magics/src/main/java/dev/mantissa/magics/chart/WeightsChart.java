package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import dev.mantissa.magics.chart.Drawing.Ink;
import dev.mantissa.magics.chart.Drawing.Line;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * How weights are spread, and the grid of values that they are stored as: a histogram for each set
 * of weights with the grid as marks below it, one below the other on one axis.
 *
 * <pre>{@code
 * Charts.weights("In four bits").row("4 bit", weights, packed)
 * }</pre>
 */
public final class WeightsChart extends Chart {
    private static final double TOP = 48;
    private static final double BARS = 74;
    private static final double MARK = 14;
    private static final double ROW = BARS + MARK + 22;
    private static final double RIGHT = WIDTH - 118;
    private static final int BINS = 60;
    private static final int MOST_TOOLTIPS = 32;

    private record Row(String name, double[] weights, double[] grid) {}

    private final List<Row> rows = new ArrayList<>();
    private String xName = "weight";
    private double low = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;

    WeightsChart(String title) {
        super(title);
    }

    /** Name of the axis. */
    public WeightsChart x(String name) {
        this.xName = name;
        return this;
    }

    /** Shows only what lies from {@code low} to {@code high}; each row says how many do not. */
    public WeightsChart within(double low, double high) {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "within(%s, %s) of chart \"%s\": the first has to be below the second"
                            .formatted(low, high, title()));
        }
        this.low = low;
        this.high = high;
        return this;
    }

    /** Weights and the values that they may take; what is not finite is left out. */
    public WeightsChart row(String name, double[] weights, double... grid) {
        rows.add(new Row(name, finite(weights), Arrays.stream(finite(grid)).distinct().toArray()));
        return this;
    }

    /** Weights, and the values that their packed form takes. */
    public WeightsChart row(String name, Tensor weights, QuantTensor packed) {
        Matrix stored = packed.decode();
        double[] values =
                Tensor.over(stored.buffer(), DType.F32, stored.rows(), stored.cols())
                        .toDoubleArray();
        return row(name, weights.toDoubleArray(), values);
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    private double[] shown(double[] values) {
        return Arrays.stream(values).filter(v -> v >= low && v <= high).toArray();
    }

    @Override
    int height() {
        return (int) (TOP + Math.max(1, rows.size()) * ROW + 56);
    }

    @Override
    public String svg() {
        return drawing().svg();
    }

    @Override
    IChart xchart() {
        return drawing();
    }

    private Drawing drawing() {
        double names = 0;
        for (Row row : rows) {
            names = Math.max(names, TextWidth.boldPixels(row.name(), Frame.FONT));
        }
        double left = Math.min(24 + names, 220) + 8;
        double[] all =
                rows.stream()
                        .flatMap(r -> Stream.of(r.weights(), r.grid()))
                        .flatMapToDouble(v -> DoubleStream.of(shown(v)))
                        .toArray();
        Scale scale = Scale.fit(ScaleKind.LINEAR, all, true, 9);
        Drawing drawing =
                new Drawing(
                        title(),
                        rows.size() + " histograms, each with its grid below",
                        WIDTH,
                        height());
        double bottom = TOP + Math.max(1, rows.size()) * ROW;
        List<Line> lines = new ArrayList<>();
        for (Tick tick : scale.ticks()) {
            lines.add(new Line(at(scale, left, tick.value()), TOP, 0, bottom - TOP));
        }
        drawing.lines(Drawing.Stroke.GRID, lines);
        for (Tick tick : scale.ticks()) {
            double x = at(scale, left, tick.value());
            drawing.text(Ink.MUTED, x, bottom + 18, "middle", tick.label());
        }
        drawing.text(Ink.PLAIN, (left + RIGHT) / 2, bottom + 43, "middle", xName);
        for (int i = 0; i < rows.size(); i++) {
            draw(drawing, rows.get(i), Palette.of(i), scale, left, TOP + i * ROW);
        }
        return drawing;
    }

    private static double at(Scale scale, double left, double value) {
        return left + scale.fraction(value) * (RIGHT - left);
    }

    private void draw(
            Drawing drawing, Row row, Palette colour, Scale scale, double left, double top) {
        double base = top + BARS + 6;
        double[] weights = shown(row.weights());
        double[] grid = shown(row.grid());
        drawing.boxes(
                Palette.GREY,
                bars(scale, weights, left, base),
                "%s: %,d weights".formatted(row.name(), weights.length));
        drawing.lines(Drawing.Stroke.AXIS, List.of(new Line(left, base, RIGHT - left, 0)));
        List<Line> marks = new ArrayList<>();
        for (double v : grid) {
            marks.add(new Line(at(scale, left, v), base + 1, 0, MARK));
        }
        List<String> figures =
                Arrays.stream(grid).mapToObj(v -> Significant.shortest(v, 4)).toList();
        drawing.marks(colour, marks, grid.length <= MOST_TOOLTIPS ? figures : List.of());
        drawing.name(colour, left - 12, base - BARS / 2, "end", row.name());
        drawing.text(Ink.PLAIN, RIGHT + 12, base + 12, "start", count(row.grid().length, "value"));
        int hidden = row.weights().length - weights.length;
        if (hidden > 0) {
            drawing.text(Ink.MUTED, RIGHT + 12, base - 4, "start", hidden + " not shown");
        }
    }

    /** How many weights lie in each part of the axis; the fullest is as high as there is room. */
    private static List<Rectangle2D> bars(Scale scale, double[] weights, double left, double base) {
        int[] counts = new int[BINS];
        int most = 1;
        for (double weight : weights) {
            int bin = Math.clamp((int) (scale.fraction(weight) * BINS), 0, BINS - 1);
            most = Math.max(most, ++counts[bin]);
        }
        double wide = (RIGHT - left) / BINS;
        List<Rectangle2D> bars = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                double high = Math.max(1, BARS * counts[bin] / most);
                bars.add(
                        new Rectangle2D.Double(
                                left + bin * wide + 0.5, base - high, wide - 1, high));
            }
        }
        return bars;
    }

    private static String count(int count, String what) {
        return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    @Override
    public Grid table() {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            cells.add(
                    List.of(
                            row.name(),
                            "%,d".formatted(row.weights().length),
                            range(row.weights()),
                            "%,d".formatted(row.grid().length),
                            range(row.grid())));
        }
        return Grids.of(List.of("", "weights", "from … to", "values stored", "from … to "), cells);
    }

    private static String range(double[] sorted) {
        return sorted.length == 0
                ? ""
                : Significant.shortest(sorted[0], 4)
                        + " … "
                        + Significant.shortest(sorted[sorted.length - 1], 4);
    }
}
