package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.lib.range.ValueCounts;
import dev.mantissa.magics.chart.Drawing.Ink;
import dev.mantissa.magics.chart.Drawing.Line;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.TextWidth;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * How large the values of arrays are: for each array a histogram with one bar per power of two, the
 * arrays below one another on one axis, with the limits of f16 marked.
 *
 * <pre>{@code
 * Charts.exponents("Weights").row("W", counts).row("b", more)
 * }</pre>
 */
public final class ExponentChart extends Chart {
    private static final double TOP = 74;
    private static final double ROW = 50;
    private static final double BAR = 36;
    private static final double RIGHT = WIDTH - 132;
    private static final double WIDEST_NAME = 200;

    /** The axis always reaches beyond the limits of f16. */
    private static final int LOW = -26;

    private static final int HIGH = 17;
    private static final int MOST_TICKS = 9;
    private static final String LEVELS = "▁▂▃▄▅▆▇█";

    private record Row(String name, ValueCounts counts) {
        /** The beginning and the end of a name that has no room. */
        private String shortName() {
            String shown = name;
            for (int cut = 1; TextWidth.boldPixels(shown, Frame.FONT) > WIDEST_NAME; cut++) {
                int half = (name.length() - cut) / 2;
                shown = name.substring(0, half) + "…" + name.substring(half + cut);
            }
            return shown;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    ExponentChart(String title) {
        super(title);
    }

    /** The values of one array. */
    public ExponentChart row(String name, ValueCounts counts) {
        rows.add(new Row(name, counts));
        return this;
    }

    private int low() {
        return rows.stream()
                .filter(r -> r.counts().least() > 0)
                .mapToInt(r -> Math.getExponent((double) r.counts().least()))
                .reduce(LOW, Math::min);
    }

    private int high() {
        return rows.stream()
                .filter(r -> r.counts().most() > 0)
                .mapToInt(r -> Math.getExponent((double) r.counts().most()) + 1)
                .reduce(HIGH, Math::max);
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

    /** Where powers of two lie across the picture. */
    private record Axis(double left, int low, int high) {
        double at(double exponent) {
            return left + (exponent - low) / (high - low) * (RIGHT - left);
        }
    }

    private Drawing drawing() {
        double names = 0;
        for (Row row : rows) {
            names = Math.max(names, TextWidth.boldPixels(row.shortName(), Frame.FONT));
        }
        Axis axis = new Axis(Math.min(names, WIDEST_NAME) + 32, low(), high());
        Drawing drawing =
                new Drawing(title(), rows.size() + " histograms of magnitudes", WIDTH, height());
        double bottom = TOP + Math.max(1, rows.size()) * ROW;
        drawTicks(drawing, axis, bottom);
        drawLimits(drawing, axis, bottom);
        double middle = (axis.left() + RIGHT) / 2;
        drawing.text(Ink.PLAIN, middle, bottom + 43, "middle", "magnitude");
        for (int i = 0; i < rows.size(); i++) {
            draw(drawing, rows.get(i), Palette.of(i), axis, TOP + i * ROW);
        }
        return drawing;
    }

    private static void drawTicks(Drawing drawing, Axis axis, double bottom) {
        int step = 4;
        while ((axis.high() - axis.low()) / step >= MOST_TICKS) {
            step *= 2;
        }
        List<Line> grid = new ArrayList<>();
        int first = Math.ceilDiv(axis.low(), step) * step;
        for (int e = first; e <= axis.high(); e += step) {
            grid.add(new Line(axis.at(e), TOP, 0, bottom - TOP));
            String label = e == 0 ? "1" : "2" + Ticks.superscript(e);
            drawing.text(Ink.MUTED, axis.at(e), bottom + 18, "middle", label);
        }
        drawing.lines(Drawing.Stroke.GRID, grid);
    }

    private static void drawLimits(Drawing drawing, Axis axis, double bottom) {
        List<Line> limits = new ArrayList<>();
        int[] exponents = {-24, -14, 16};
        String[] labels = {"2⁻²⁴", "2⁻¹⁴", "65,504"};
        for (int exponent : exponents) {
            limits.add(new Line(axis.at(exponent), TOP - 6, 0, bottom - TOP + 6));
        }
        double room = axis.at(exponents[1]) - axis.at(exponents[0]);
        if (room > TextWidth.pixels(labels[0], Frame.FONT) + 8) {
            drawing.text(Ink.MUTED, axis.at(exponents[0]), TOP - 12, "middle", labels[0]);
            drawing.text(Ink.MUTED, axis.at(exponents[1]), TOP - 12, "middle", labels[1]);
        } else {
            String both = labels[0] + ", " + labels[1];
            drawing.text(Ink.MUTED, axis.at(exponents[1]) + 4, TOP - 12, "end", both);
        }
        boolean near = axis.at(exponents[2]) - axis.at(exponents[1]) < 80;
        double last = axis.at(exponents[2]) - (near ? 4 : 0);
        drawing.text(Ink.MUTED, last, TOP - 12, near ? "start" : "middle", labels[2]);
        drawing.text(Ink.MUTED, 14, TOP - 12, "start", "limits of f16:");
        drawing.lines(Drawing.Stroke.AXIS, limits);
    }

    private static void draw(Drawing drawing, Row row, Palette colour, Axis axis, double top) {
        ValueCounts counts = row.counts();
        double base = top + ROW - 6;
        long most = 1;
        for (int e = axis.low(); e < axis.high(); e++) {
            most = Math.max(most, counts.atExponent(e));
        }
        List<Rectangle2D> bars = new ArrayList<>();
        for (int e = axis.low(); e < axis.high(); e++) {
            if (counts.atExponent(e) > 0) {
                // A single value among many must still be seen.
                double high = Math.max(1, BAR * counts.atExponent(e) / most);
                double wide = axis.at(e + 1) - axis.at(e);
                bars.add(new Rectangle2D.Double(axis.at(e), base - high, wide, high));
            }
        }
        drawing.lines(
                Drawing.Stroke.AXIS, List.of(new Line(axis.left(), base, RIGHT - axis.left(), 0)));
        drawing.boxes(colour, bars, row.name() + ": " + values(counts));
        drawing.name(colour, axis.left() - 10, base - 8, "end", row.shortName());
        String bad = bad(counts);
        drawing.text(
                Ink.PLAIN, RIGHT + 12, base - (bad.isEmpty() ? 8 : 20), "start", values(counts));
        drawing.text(Ink.MUTED, RIGHT + 12, base - 4, "start", bad);
    }

    private static String values(ValueCounts counts) {
        return Figures.count(counts.count()) + (counts.count() == 1 ? " value" : " values");
    }

    /** What no bar can show. */
    private static String bad(ValueCounts counts) {
        List<String> parts = new ArrayList<>();
        if (counts.nans() > 0) {
            parts.add(Figures.count(counts.nans()) + " NaN");
        }
        if (counts.infinities() > 0) {
            parts.add(Figures.count(counts.infinities()) + " Inf");
        }
        if (parts.isEmpty() && counts.zeros() > 0) {
            parts.add(Figures.count(counts.zeros()) + " zero");
        }
        return String.join(", ", parts);
    }

    @Override
    public Grid table() {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            ValueCounts counts = row.counts();
            boolean any = counts.most() > 0;
            int from = any ? Math.getExponent((double) counts.least()) : 0;
            int to = any ? Math.getExponent((double) counts.most()) : -1;
            cells.add(
                    List.of(
                            row.name(),
                            Figures.count(counts.count()),
                            any ? "2" + Ticks.superscript(from) : "",
                            histogram(counts, from, to),
                            any ? "2" + Ticks.superscript(to + 1) : ""));
        }
        return Grids.of(List.of("array", "values", "from", "per power of two", "to"), cells);
    }

    private static String histogram(ValueCounts counts, int from, int to) {
        long most = 1;
        for (int e = from; e <= to; e++) {
            most = Math.max(most, counts.atExponent(e));
        }
        StringBuilder text = new StringBuilder();
        for (int e = from; e <= to; e++) {
            long count = counts.atExponent(e);
            int level = (int) (count * (LEVELS.length() - 1) / most);
            text.append(count == 0 ? " " : LEVELS.substring(level, level + 1));
        }
        return text.toString();
    }
}
