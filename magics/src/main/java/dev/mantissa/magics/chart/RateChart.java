package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.lib.accuracy.RateDistortion;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Error against bits for each weight, with the dashed floor that no storage of normally distributed
 * weights can pass.
 *
 * <pre>{@code
 * Charts.errorByBits("Weights in few bits").point("q4", "dense", 4.5, 0.081)
 * }</pre>
 */
public final class RateChart extends Chart {
    private static final double LEGEND_HEIGHT = 22;
    private static final double LABEL_HEIGHT = 15;
    private static final String FLOOR = "least error of normal weights in so many bits";
    private static final String BITS = "bits for each weight, scales included";
    private static final int STEPS = 24;

    private record Point(String label, String group, double bits, double error) {}

    private final List<Point> points = new ArrayList<>();

    RateChart(String title) {
        super(title);
    }

    /**
     * A point.
     *
     * @param label stands beside it; empty for none
     * @param group points of one group have one colour
     */
    public RateChart point(String label, String group, double bits, double error) {
        points.add(new Point(label, group, bits, error));
        return this;
    }

    private List<String> groups() {
        return points.stream().map(Point::group).distinct().toList();
    }

    private double[] bits() {
        return points.stream().mapToDouble(Point::bits).toArray();
    }

    /** Where the floor is drawn: from the fewest bits to the most. */
    private double[] floorBits() {
        double[] range = {
            DoubleStream.of(bits()).min().orElse(1), DoubleStream.of(bits()).max().orElse(8)
        };
        if (range[1] - range[0] < 1) {
            range[0] -= 0.5;
            range[1] += 0.5;
        }
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(STEPS + 1)
                .map(i -> range[0] + (range[1] - range[0]) * i / STEPS)
                .toArray();
    }

    private double[] floor() {
        return DoubleStream.of(floorBits()).map(RateDistortion::floor).toArray();
    }

    @Override
    public String svg() {
        Scale xs = Scale.fit(ScaleKind.LINEAR, floorBits(), true, 9);
        double[] errors =
                DoubleStream.concat(
                                points.stream().mapToDouble(Point::error), DoubleStream.of(floor()))
                        .toArray();
        Scale ys = Scale.fit(ScaleKind.LOG10, errors, false, 8);
        Frame frame = Frame.of(xs, ys, 26, 46 + LEGEND_HEIGHT, 0);
        Svg svg = new Svg(WIDTH, HEIGHT, title(), "relative error against " + BITS + "; " + FLOOR);
        frame.draw(svg, title(), BITS, "relative error");
        drawLegend(svg);
        drawPoints(svg, frame, drawFloor(svg, frame));
        return svg.finish();
    }

    private void drawLegend(Svg svg) {
        double x = 20;
        for (int i = 0; i < groups().size(); i++) {
            Palette colour = Palette.of(i);
            svg.open("s" + colour.ordinal()).path("", colour.marker(x, 49)).close();
            svg.text("k", x + 9, 53.5, "start", groups().get(i));
            x += 32 + TextWidth.pixels(groups().get(i), Frame.FONT);
        }
        svg.path("f", "M%s 49h24".formatted(Svg.number(x - 5)));
        svg.text("q", x + 25, 53.5, "start", FLOOR);
    }

    /** Draws the floor; returns what labels should keep clear of. */
    private List<Box> drawFloor(Svg svg, Frame frame) {
        List<Box> covered = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        double[] bits = floorBits();
        double[] errors = floor();
        for (int i = 0; i < bits.length; i++) {
            double x = frame.px(bits[i]);
            double y = frame.py(errors[i]);
            path.append(i == 0 ? 'M' : 'L').append(Svg.number(x)).append(' ');
            path.append(Svg.number(y));
            covered.add(Box.around(x, y, 9, 6));
        }
        svg.path("f", path.toString());
        return covered;
    }

    private void drawPoints(Svg svg, Frame frame, List<Box> obstacles) {
        List<Point> shown = points.stream().filter(p -> frame.shows(p.bits(), p.error())).toList();
        List<double[]> places = new ArrayList<>();
        for (Point p : shown) {
            places.add(new double[] {frame.px(p.bits()), frame.py(p.error())});
        }
        double[] widths =
                shown.stream()
                        .mapToDouble(p -> TextWidth.boldPixels(p.label(), Frame.FONT))
                        .toArray();
        Box area = new Box(frame.left() + 2, frame.top() - 8, WIDTH - 4, frame.bottom() - 2);
        List<Box> labels = Placement.around(places, widths, LABEL_HEIGHT, obstacles, area);
        // The first group on top: its labels are read most.
        for (int i = widths.length - 1; i >= 0; i--) {
            Point p = shown.get(i);
            Palette colour = Palette.of(groups().indexOf(p.group()));
            svg.open("s" + colour.ordinal());
            svg.path(
                    "p",
                    colour.marker(places.get(i)[0], places.get(i)[1]),
                    "%s %s: %s bits, error %s"
                            .formatted(
                                    p.group(),
                                    p.label(),
                                    Significant.shortest(p.bits(), 4),
                                    Significant.of(p.error(), 3)));
            if (!p.label().isEmpty()) {
                Box label = labels.get(i);
                drawLeader(svg, places.get(i), label);
                svg.text("t", label.centreX(), label.centreY() + 4.5, "middle", p.label());
            }
            svg.close();
        }
    }

    /** A line to a label that had to go far from its point. */
    private static void drawLeader(Svg svg, double[] point, Box label) {
        double x = Math.clamp(point[0], label.left(), label.right());
        double y = Math.clamp(point[1], label.top(), label.bottom());
        if (Math.hypot(x - point[0], y - point[1]) > 18) {
            svg.path(
                    "v",
                    "M%s %sL%s %s"
                            .formatted(
                                    Svg.number(point[0]),
                                    Svg.number(point[1]),
                                    Svg.number(x),
                                    Svg.number(y)));
        }
    }

    @Override
    public Grid table() {
        List<List<String>> rows =
                points.stream()
                        .map(p ->
                                List.of(
                                        p.label(),
                                        p.group(),
                                        Significant.shortest(p.bits(), 4),
                                        Significant.of(p.error(), 3),
                                        Significant.of(RateDistortion.floor(p.bits()), 3)))
                        .toList();
        return Grids.of(List.of("", "of", "bits/weight", "relative error", "least error"), rows);
    }

    @Override
    IChart xchart() {
        XYPicture picture =
                new XYPicture(title(), BITS, "relative error", ScaleKind.LINEAR, ScaleKind.LOG10);
        for (int i = 0; i < groups().size(); i++) {
            String group = groups().get(i);
            List<Point> of = points.stream().filter(p -> p.group().equals(group)).toList();
            double[] x = of.stream().mapToDouble(Point::bits).toArray();
            double[] y = of.stream().mapToDouble(Point::error).toArray();
            picture.add(group, x, y, null, null, i, false, true);
        }
        if (!points.isEmpty()) {
            int grey = Palette.GREY.ordinal();
            picture.add("floor", floorBits(), floor(), null, null, grey, true, false);
        }
        return picture.chart();
    }
}
