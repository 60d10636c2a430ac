package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Lines over an x axis, each named at its end: error against size, loss against step.
 *
 * <pre>{@code
 * Charts.lines("Relative error of a product").x("n", 64, 256, 1024).log2X()
 *       .y("relative error").logY().series("high", 2.9e-4, 2.9e-4, 2.9e-4)
 * }</pre>
 */
public final class LineChart extends Chart {
    private static final int MOST_MARKERS = 40;
    private static final double LINE_HEIGHT = 17;

    /** Of the right edge: the end of a series whose name continues its line. */
    private static final double NEAR = 40;

    private final List<LineSeries> series = new ArrayList<>();
    private String xName = "";
    private String yName = "";
    private double[] x = {};
    private ScaleKind xKind = ScaleKind.LINEAR;
    private ScaleKind yKind = ScaleKind.LINEAR;

    LineChart(String title) {
        super(title);
    }

    /** Name of the x axis, with its unit, and the values that the following series share. */
    public LineChart x(String name, double... values) {
        this.xName = name;
        this.x = values.clone();
        return this;
    }

    /** Name of the y axis, with its unit. */
    public LineChart y(String name) {
        this.yName = name;
        return this;
    }

    /** Each step along x doubles. */
    public LineChart log2X() {
        this.xKind = ScaleKind.LOG2;
        return this;
    }

    /** Each step along x is tenfold. */
    public LineChart logX() {
        this.xKind = ScaleKind.LOG10;
        return this;
    }

    /** Each step along y is tenfold. */
    public LineChart logY() {
        this.yKind = ScaleKind.LOG10;
        return this;
    }

    /** Each step along y doubles. */
    public LineChart log2Y() {
        this.yKind = ScaleKind.LOG2;
        return this;
    }

    /**
     * A line through these values, one for each x; without x given they are counted 1, 2, 3 …
     *
     * @throws IllegalArgumentException if there are more or fewer values than x
     */
    public LineChart series(String name, double... values) {
        double[] at = axis(name, values.length);
        series.add(new LineSeries(name, at, values.clone(), null, null, true));
        return this;
    }

    /** A line with an x axis of its own values. */
    public LineChart series(String name, double[] x, double[] y) {
        checkLength(name, x.length, y.length);
        series.add(new LineSeries(name, x.clone(), y.clone(), null, null, true));
        return this;
    }

    /** A line with an interval, from {@code low} to {@code high}, at each point. */
    public LineChart series(String name, double[] y, double[] low, double[] high) {
        double[] at = axis(name, y.length);
        checkLength(name, y.length, low.length);
        checkLength(name, y.length, high.length);
        series.add(new LineSeries(name, at, y.clone(), low.clone(), high.clone(), true));
        return this;
    }

    /** Points that no line joins, one for each x. */
    public LineChart points(String name, double... values) {
        double[] at = axis(name, values.length);
        series.add(new LineSeries(name, at, values.clone(), null, null, false));
        return this;
    }

    private double[] axis(String name, int count) {
        if (x.length == 0) {
            return DoubleStream.iterate(1, v -> v + 1).limit(count).toArray();
        }
        checkLength(name, x.length, count);
        return x.clone();
    }

    private void checkLength(String name, int expected, int given) {
        if (expected != given) {
            throw new IllegalArgumentException(
                    "series \"%s\" of chart \"%s\" has %d values where %d are needed, one for each x"
                            .formatted(name, title(), given, expected));
        }
    }

    @Override
    public String svg() {
        double names = 0;
        for (LineSeries s : series) {
            names = Math.max(names, TextWidth.boldPixels(s.name(), Frame.FONT) + 22);
        }
        double margin = Math.clamp(names, 24, 260);
        Scale xs = Scale.fit(xKind, all(LineSeries::x), true, 9);
        Scale ys = Scale.fit(yKind, spanned(), false, 8);
        Frame frame = Frame.of(xs, ys, margin, 44, 0);
        Svg svg = new Svg(WIDTH, HEIGHT, title(), yName + " against " + xName);
        frame.draw(svg, title(), xName, yName);
        double[] ends = new double[series.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = end(frame, series.get(i));
        }
        double[] labels = Placement.column(ends, LINE_HEIGHT, frame.top() + 4, frame.bottom() - 4);
        for (int i = 0; i < ends.length; i++) {
            drawSeries(svg, frame, i, ends[i], labels[i]);
        }
        return svg.finish();
    }

    private double end(Frame frame, LineSeries s) {
        int last = s.rightmost(frame::shows);
        return last < 0 ? frame.bottom() : frame.py(s.y()[last]);
    }

    private void drawSeries(Svg svg, Frame frame, int index, double end, double label) {
        LineSeries s = series.get(index).thinned();
        Palette colour = Palette.of(index);
        StringBuilder line = new StringBuilder();
        StringBuilder whiskers = new StringBuilder();
        boolean pen = false;
        int last = series.get(index).rightmost(frame::shows);
        double lastX = last < 0 ? frame.left() : frame.px(series.get(index).x()[last]);
        for (int k = 0; k < s.x().length; k++) {
            boolean shown = frame.shows(s.x()[k], s.y()[k]);
            if (shown) {
                line.append(pen ? "L" : "M").append(Svg.number(frame.px(s.x()[k]))).append(' ');
                line.append(Svg.number(frame.py(s.y()[k])));
                if (s.low() != null && s.high() != null) {
                    whiskers.append(frame.whisker(s.x()[k], s.low()[k], s.high()[k]));
                }
            }
            pen = shown;
        }
        svg.open("s" + colour.ordinal());
        if (s.joined() && !line.isEmpty()) {
            svg.path("l", line.toString());
        }
        if (!whiskers.isEmpty()) {
            svg.path("w", whiskers.toString());
        }
        drawMarkers(svg, frame, s, colour);
        double at = frame.right() + 14;
        boolean near = frame.right() - lastX < NEAR;
        // From far away it must not look like a line of the series.
        svg.path(near ? "l" : "v", leader(lastX + 7, end, at - 3, label));
        svg.text("t", at, label + 4.5, "start", s.name()).close();
    }

    private void drawMarkers(Svg svg, Frame frame, LineSeries s, Palette colour) {
        if (s.joined() && s.x().length > MOST_MARKERS) {
            return;
        }
        svg.open("p");
        for (int k = 0; k < s.x().length; k++) {
            if (frame.shows(s.x()[k], s.y()[k])) {
                String at = colour.marker(frame.px(s.x()[k]), frame.py(s.y()[k]));
                svg.path("", at, s.name() + ", " + pointText(s, k));
            }
        }
        svg.close();
    }

    private static String leader(double fromX, double fromY, double toX, double toY) {
        return "M%s %sL%s %s"
                .formatted(
                        Svg.number(Math.min(fromX, toX - 2)),
                        Svg.number(fromY),
                        Svg.number(toX),
                        Svg.number(toY));
    }

    private String pointText(LineSeries s, int k) {
        String text = Significant.shortest(s.x()[k], 6) + ": " + Significant.of(s.y()[k], 3);
        return s.low() == null || s.high() == null
                ? text
                : "%s (%s to %s)"
                        .formatted(
                                text,
                                Significant.of(s.low()[k], 3),
                                Significant.of(s.high()[k], 3));
    }

    private double[] all(java.util.function.Function<LineSeries, double[]> part) {
        return series.stream().flatMapToDouble(s -> Arrays.stream(part.apply(s))).toArray();
    }

    private double[] spanned() {
        return series.stream()
                .flatMapToDouble(s ->
                        Stream.of(s.y(), s.low(), s.high())
                                .filter(java.util.Objects::nonNull)
                                .flatMapToDouble(Arrays::stream))
                .toArray();
    }

    @Override
    public Grid table() {
        List<String> headers = new ArrayList<>(List.of(xName.isEmpty() ? "x" : xName));
        TreeSet<Double> xs = new TreeSet<>();
        for (LineSeries s : series) {
            headers.add(s.name());
            Arrays.stream(s.x()).forEach(xs::add);
        }
        List<List<String>> rows = new ArrayList<>();
        for (double at : xs) {
            List<String> row = new ArrayList<>(List.of(Significant.shortest(at, 6)));
            for (LineSeries s : series) {
                row.add(valueAt(s, at));
            }
            rows.add(row);
        }
        return Grids.of(headers, rows, 24);
    }

    private static String valueAt(LineSeries s, double at) {
        for (int k = 0; k < s.x().length; k++) {
            if (s.x()[k] == at) {
                return Significant.of(s.y()[k], 3);
            }
        }
        return "";
    }

    @Override
    IChart xchart() {
        XYPicture picture = new XYPicture(title(), xName, yName, xKind, yKind);
        for (int i = 0; i < series.size(); i++) {
            LineSeries s = series.get(i).thinned();
            boolean markers = !s.joined() || s.x().length <= MOST_MARKERS;
            picture.add(s.name(), s.x(), s.y(), s.low(), s.high(), i, s.joined(), markers);
        }
        return picture.chart();
    }
}
