package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.lib.format.FormatValues;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.magics.chart.Drawing.Ink;
import dev.mantissa.magics.chart.Drawing.Line;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Which numbers there are: each set of values as marks on a line of its own, the lines below one
 * another on one axis.
 *
 * <pre>{@code
 * Charts.numberLine("All values").row(BinaryFormat.of(4, 3)).row("int4", -8, -7, 7).within(-8, 8)
 * }</pre>
 */
public final class NumberLine extends Chart {
    private static final double TOP = 48;
    private static final double ROW = 62;
    private static final double MARK = 22;
    private static final double RIGHT = WIDTH - 118;

    /** More marks than this share one tooltip-less path. */
    private static final int MOST_TOOLTIPS = 40;

    private static final int MOST_LISTED = 16;

    private record Row(String name, double[] values) {}

    private final List<Row> rows = new ArrayList<>();
    private String xName = "";
    private ScaleKind kind = ScaleKind.LINEAR;
    private double low = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;

    NumberLine(String title) {
        super(title);
    }

    /** Name of the axis. */
    public NumberLine x(String name) {
        this.xName = name;
        return this;
    }

    /** Each step along the axis doubles; zero and negative values have no place there. */
    public NumberLine log2() {
        this.kind = ScaleKind.LOG2;
        return this;
    }

    /** Shows only values from {@code low} to {@code high}; each line says how many lie outside. */
    public NumberLine within(double low, double high) {
        if (!(low < high)) {
            throw new IllegalArgumentException(
                    "within(%s, %s) of chart \"%s\": the first has to be below the second"
                            .formatted(low, high, title()));
        }
        this.low = low;
        this.high = high;
        return this;
    }

    /** A line with these values; those that are not finite are left out. */
    public NumberLine row(String name, double... values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        rows.add(new Row(name, finite));
        return this;
    }

    /**
     * A line with every finite value of a format, of both signs.
     *
     * @throws dev.mantissa.lib.UsageException if they are too many to list
     */
    public NumberLine row(NumberFormat format) {
        return row(format.name(), FormatValues.of(format).all());
    }

    private boolean shows(double value) {
        return kind.shows(value) && value >= low && value <= high;
    }

    private double[] shown(Row row) {
        return Arrays.stream(row.values()).filter(this::shows).toArray();
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
        double[] all = rows.stream().flatMapToDouble(r -> DoubleStream.of(shown(r))).toArray();
        Scale scale = Scale.fit(kind, all, true, 11);
        Drawing drawing = new Drawing(title(), rows.size() + " number lines", WIDTH, height());
        double bottom = TOP + Math.max(1, rows.size()) * ROW;
        List<Line> grid = new ArrayList<>();
        for (Tick tick : scale.ticks()) {
            grid.add(new Line(at(scale, left, tick.value()), TOP, 0, bottom - TOP));
        }
        drawing.lines(Drawing.Stroke.GRID, grid);
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
        double[] shown = shown(row);
        double middle = top + ROW / 2 - 4;
        drawing.lines(Drawing.Stroke.AXIS, List.of(new Line(left, middle, RIGHT - left, 0)));
        drawing.name(colour, left - 12, middle + 4.5, "end", row.name());
        List<Line> marks = new ArrayList<>();
        for (double v : shown) {
            marks.add(new Line(at(scale, left, v), middle - MARK / 2, 0, MARK));
        }
        List<String> figures =
                Arrays.stream(shown).mapToObj(v -> Significant.shortest(v, 6)).toList();
        drawing.marks(colour, marks, shown.length <= MOST_TOOLTIPS ? figures : List.of());
        drawing.text(
                Ink.PLAIN,
                RIGHT + 12,
                middle + (outside(row) > 0 ? -2 : 4.5),
                "start",
                count(shown.length, "value"));
        if (outside(row) > 0) {
            drawing.text(Ink.MUTED, RIGHT + 12, middle + 14, "start", outside(row) + " not shown");
        }
        if (fit(marks, figures)) {
            for (int i = 0; i < figures.size(); i++) {
                double y = middle + MARK / 2 + 14;
                drawing.text(Ink.MUTED, marks.get(i).x(), y, "middle", figures.get(i));
            }
        }
    }

    /** Whether every mark can have its figure below it. */
    private static boolean fit(List<Line> marks, List<String> figures) {
        return IntStream.range(1, marks.size())
                .allMatch(i -> {
                    double half =
                            TextWidth.pixels(figures.get(i - 1) + figures.get(i), Frame.FONT) / 2;
                    return marks.get(i).x() - marks.get(i - 1).x() > half + 2;
                });
    }

    /** How many values the axis could show if it were longer. */
    private int outside(Row row) {
        return (int) Arrays.stream(row.values()).filter(v -> kind.shows(v) && !shows(v)).count();
    }

    private static String count(int count, String what) {
        return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    @Override
    public Grid table() {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            double[] shown = shown(row);
            cells.add(
                    List.of(
                            row.name(),
                            Integer.toString(row.values().length),
                            Integer.toString(shown.length),
                            listed(shown)));
        }
        return Grids.of(List.of("line", "values", "shown", "which"), cells);
    }

    private static String listed(double[] values) {
        List<String> all =
                new ArrayList<>(
                        Arrays.stream(values).mapToObj(v -> Significant.shortest(v, 6)).toList());
        if (all.size() > MOST_LISTED) {
            int half = MOST_LISTED / 2;
            List<String> few = new ArrayList<>(all.subList(0, half));
            few.add("…");
            few.addAll(all.subList(all.size() - half, all.size()));
            all = few;
        }
        return String.join(" ", all);
    }
}
