package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Error across, speed upwards: the best are at the top left. The dashed frontier joins the points
 * that nothing else beats in both; beaten ones are hollow.
 *
 * <pre>{@code
 * Charts.pareto("Accuracy and speed").point("high", 2.9e-4, 41.5).point("medium", 2.4e-3, 60)
 * }</pre>
 */
public final class ParetoChart extends Chart {
    private static final double LEGEND_HEIGHT = 22;
    private static final double ZERO_LANE = 54;
    private static final double LABEL_HEIGHT = 15;

    private final List<ParetoPoint> points = new ArrayList<>();
    private String errorName = "relative error";
    private String speedName = "speed";
    private ScaleKind errorKind = ScaleKind.LOG10;
    private ScaleKind speedKind = ScaleKind.LINEAR;

    ParetoChart(String title) {
        super(title);
    }

    /** Name of the error, with its unit. */
    public ParetoChart x(String name) {
        this.errorName = name;
        return this;
    }

    /** Name of the speed, with its unit. */
    public ParetoChart y(String name) {
        this.speedName = name;
        return this;
    }

    /** Errors of one order of magnitude, or an accuracy loss in per cent. */
    public ParetoChart linearX() {
        this.errorKind = ScaleKind.LINEAR;
        return this;
    }

    /** Speeds that differ by orders of magnitude. */
    public ParetoChart logY() {
        this.speedKind = ScaleKind.LOG10;
        return this;
    }

    public ParetoChart point(String label, double error, double speed) {
        return point(new ParetoPoint(label, error, speed));
    }

    /** A point whose speed is known to lie between {@code low} and {@code high}. */
    public ParetoChart point(String label, double error, double speed, double low, double high) {
        return point(new ParetoPoint(label, "", error, speed, low, high));
    }

    public ParetoChart point(ParetoPoint point) {
        points.add(point);
        return this;
    }

    /** The points that no other beats, most accurate first. */
    public List<ParetoPoint> frontier() {
        return points.stream()
                .filter(p -> Double.isFinite(p.error()) && Double.isFinite(p.speed()))
                .filter(p -> points.stream().noneMatch(q -> q.dominates(p)))
                .sorted(Comparator.comparingDouble(ParetoPoint::error))
                .toList();
    }

    @Override
    public String svg() {
        List<String> groups = groups();
        boolean exact =
                errorKind == ScaleKind.LOG10 && points.stream().anyMatch(p -> p.error() == 0);
        Scale xs = Scale.fit(errorKind, errors(), true, 9);
        Scale ys = Scale.fit(speedKind, speeds(), false, 8);
        double legend = groups.size() > 1 ? LEGEND_HEIGHT : 0;
        Frame frame = Frame.of(xs, ys, 26, 46 + legend, exact ? ZERO_LANE : 0);
        Svg svg = new Svg(WIDTH, HEIGHT, title(), description());
        frame.draw(svg, title(), errorName + "  (← better)", speedName + "  (better →)");
        if (legend > 0) {
            drawLegend(svg, groups);
        }
        List<Box> obstacles = drawFrontier(svg, frame);
        drawPoints(svg, frame, groups, obstacles);
        return svg.finish();
    }

    private String description() {
        return speedName
                + " against "
                + errorName
                + "; on the frontier: "
                + String.join(", ", frontier().stream().map(ParetoPoint::label).toList());
    }

    private List<String> groups() {
        return points.stream().map(ParetoPoint::group).distinct().toList();
    }

    private double[] errors() {
        return points.stream().mapToDouble(ParetoPoint::error).toArray();
    }

    /** With 0, which a linear axis shows: a difference of 1 % must not look like a gulf. */
    private double[] speeds() {
        DoubleStream all =
                points.stream().flatMapToDouble(p -> DoubleStream.of(p.speed(), p.low(), p.high()));
        return DoubleStream.concat(DoubleStream.of(0), all).toArray();
    }

    private void drawLegend(Svg svg, List<String> groups) {
        double x = 20;
        for (int i = 0; i < groups.size(); i++) {
            Palette colour = Palette.of(i);
            svg.open("s" + colour.ordinal()).path("", colour.marker(x, 49)).close();
            svg.text("k", x + 9, 53.5, "start", groups.get(i));
            x += 32 + TextWidth.pixels(groups.get(i), Frame.FONT);
        }
    }

    /** Draws the steps between the best points; returns what labels should keep clear of. */
    private List<Box> drawFrontier(Svg svg, Frame frame) {
        List<Box> covered = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        double lastY = 0;
        double lastX = 0;
        for (ParetoPoint p : shown(frame, frontier())) {
            double x = frame.px(p.error());
            double y = frame.py(p.speed());
            if (path.isEmpty()) {
                path.append('M').append(Svg.number(x)).append(' ').append(Svg.number(y));
            } else {
                path.append('H').append(Svg.number(x)).append('V').append(Svg.number(y));
                covered.add(new Box(lastX, lastY - 1, x, lastY + 1));
                covered.add(new Box(x - 1, y, x + 1, lastY));
            }
            lastX = x;
            lastY = y;
        }
        if (!path.isEmpty()) {
            path.append('H').append(Svg.number(frame.right()));
            covered.add(new Box(lastX, lastY - 1, frame.right(), lastY + 1));
            svg.path("f", path.toString());
        }
        return covered;
    }

    private static List<ParetoPoint> shown(Frame frame, List<ParetoPoint> points) {
        return points.stream().filter(p -> frame.shows(p.error(), p.speed())).toList();
    }

    private void drawPoints(Svg svg, Frame frame, List<String> groups, List<Box> obstacles) {
        List<ParetoPoint> visible = shown(frame, points);
        List<ParetoPoint> best = frontier();
        List<double[]> places = new ArrayList<>();
        double[] widths = new double[visible.size()];
        for (int i = 0; i < widths.length; i++) {
            ParetoPoint p = visible.get(i);
            double x = frame.px(p.error());
            places.add(new double[] {x, frame.py(p.speed())});
            widths[i] = TextWidth.boldPixels(p.label(), Frame.FONT);
            if (!frame.whisker(p.error(), p.low(), p.high()).isEmpty()) {
                obstacles.add(new Box(x - 4, frame.py(p.high()), x + 4, frame.py(p.low())));
            }
        }
        Box area = new Box(frame.left() + 2, frame.top() - 8, Chart.WIDTH - 4, frame.bottom() - 2);
        List<Box> labels = Placement.around(places, widths, LABEL_HEIGHT, obstacles, area);
        for (int i = 0; i < widths.length; i++) {
            ParetoPoint p = visible.get(i);
            int colour = Palette.of(Math.max(0, groups.indexOf(p.group()))).ordinal();
            svg.open("s" + colour);
            drawPoint(svg, frame, p, Palette.values()[colour], best.contains(p), labels.get(i));
            svg.close();
        }
    }

    private void drawPoint(
            Svg svg, Frame frame, ParetoPoint p, Palette colour, boolean best, Box label) {
        double x = frame.px(p.error());
        double y = frame.py(p.speed());
        String whisker = frame.whisker(p.error(), p.low(), p.high());
        if (!whisker.isEmpty()) {
            svg.path("w", whisker);
        }
        double nearX = Math.clamp(x, label.left(), label.right());
        double nearY = Math.clamp(y, label.top(), label.bottom());
        if (Math.hypot(nearX - x, nearY - y) > 18) {
            svg.path(
                    "v",
                    "M%s %sL%s %s"
                            .formatted(
                                    Svg.number(x),
                                    Svg.number(y),
                                    Svg.number(nearX),
                                    Svg.number(nearY)));
        }
        svg.path(best ? "p" : "n", colour.marker(x, y), pointText(p));
        svg.text("t", label.centreX(), label.centreY() + 4.5, "middle", p.label());
    }

    private String pointText(ParetoPoint p) {
        String text =
                "%s: %s %s, %s %s"
                        .formatted(
                                p.label(),
                                errorName,
                                Significant.of(p.error(), 3),
                                speedName,
                                Significant.of(p.speed(), 3));
        return p.low() < p.high()
                ? "%s (%s to %s)"
                        .formatted(text, Significant.of(p.low(), 3), Significant.of(p.high(), 3))
                : text;
    }

    @Override
    public Grid table() {
        List<ParetoPoint> best = frontier();
        List<List<String>> rows = new ArrayList<>();
        boolean grouped = groups().size() > 1;
        for (ParetoPoint p : points) {
            List<String> row = new ArrayList<>(List.of(p.label()));
            if (grouped) {
                row.add(p.group());
            }
            row.add(Significant.of(p.error(), 3));
            row.add(Significant.of(p.speed(), 3));
            row.add(best.contains(p) ? "yes" : "");
            rows.add(row);
        }
        List<String> headers = new ArrayList<>(List.of("point"));
        if (grouped) {
            headers.add("group");
        }
        headers.addAll(List.of(errorName, speedName, "on frontier"));
        return Grids.of(headers, rows);
    }

    @Override
    IChart xchart() {
        XYPicture picture = new XYPicture(title(), errorName, speedName, errorKind, speedKind);
        List<String> groups = groups();
        List<ParetoPoint> best =
                frontier().stream().filter(p -> errorKind.shows(p.error())).toList();
        if (best.size() > 1) {
            double[] x = best.stream().mapToDouble(ParetoPoint::error).toArray();
            double[] y = best.stream().mapToDouble(ParetoPoint::speed).toArray();
            picture.add("frontier", x, y, null, null, Palette.GREY.ordinal(), true, false);
        }
        double stand = standForZero();
        for (int i = 0; i < points.size(); i++) {
            ParetoPoint p = points.get(i);
            int colour = groups.size() > 1 ? groups.indexOf(p.group()) : i;
            picture.add(
                    errorKind.shows(p.error()) ? p.label() : p.label() + " (error 0)",
                    new double[] {errorKind.shows(p.error()) ? p.error() : stand},
                    new double[] {p.speed()},
                    new double[] {p.low()},
                    new double[] {p.high()},
                    colour,
                    false,
                    true);
        }
        return picture.chart();
    }

    /**
     * XChart's logarithmic axis has no place for zero: a decade below the least error stands in.
     */
    private double standForZero() {
        return points.stream()
                        .mapToDouble(ParetoPoint::error)
                        .filter(errorKind::shows)
                        .min()
                        .orElse(1)
                / 10;
    }
}
