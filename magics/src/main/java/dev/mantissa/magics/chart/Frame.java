package dev.mantissa.magics.chart;

import dev.mantissa.magics.table.TextWidth;

/**
 * The plotting area of a chart with two axes: where values land in the picture.
 *
 * @param zeroLane width of a strip left of a logarithmic x axis where x = 0 is shown; 0 for none
 */
record Frame(
        double left, double top, double right, double bottom, Scale x, Scale y, double zeroLane) {
    static final int FONT = 13;
    private static final int TITLE_BASE = 26;

    /** A frame that leaves room for the labels of its y axis and so much at its right and top. */
    static Frame of(Scale x, Scale y, double rightMargin, double topMargin, double zeroLane) {
        double labels =
                y.ticks().stream()
                        .mapToDouble(t -> TextWidth.pixels(t.label(), FONT))
                        .max()
                        .orElse(0);
        return new Frame(
                36 + labels,
                topMargin,
                Chart.WIDTH - rightMargin,
                Chart.HEIGHT - 56,
                x,
                y,
                zeroLane);
    }

    double px(double value) {
        double start = left + zeroLane;
        if (zeroLane > 0 && value <= 0) {
            return left + zeroLane / 2;
        }
        return start + x.fraction(value) * (right - start);
    }

    double py(double value) {
        return bottom - y.fraction(value) * (bottom - top);
    }

    /** Whether a point with these values has a place in the picture. */
    boolean shows(double xValue, double yValue) {
        return (x.shows(xValue) || zeroLane > 0 && xValue == 0) && y.shows(yValue);
    }

    /** Draws title, grid, ticks and the names of the axes. */
    void draw(Svg svg, String title, String xName, String yName) {
        svg.text("h", 14, TITLE_BASE, "start", title);
        StringBuilder grid = new StringBuilder();
        for (Tick t : y.ticks()) {
            grid.append(line(left, py(t.value()), right, true));
            svg.text("q", left - 7, py(t.value()) + 4.5, "end", t.label());
        }
        for (Tick t : x.ticks()) {
            grid.append(line(px(t.value()), top, bottom, false));
            svg.text("q", px(t.value()), bottom + 19, "middle", t.label());
        }
        svg.path("g", grid.toString());
        StringBuilder axes = new StringBuilder(line(left, bottom, right, true));
        if (zeroLane > 0) {
            svg.text("q", left + zeroLane / 2, bottom + 19, "middle", "0");
            axes.append(line(left + zeroLane, top, bottom, false));
        }
        svg.path("a", axes.toString());
        svg.text("k", (left + right) / 2, bottom + 43, "middle", xName);
        svg.upwards("k", 19, (top + bottom) / 2, yName);
    }

    private static String line(double x, double y, double to, boolean horizontal) {
        return "M"
                + Svg.number(x)
                + " "
                + Svg.number(y)
                + (horizontal ? "H" : "V")
                + Svg.number(to);
    }

    /** A whisker from {@code low} to {@code high} at x, with caps; nothing without an extent. */
    String whisker(double xValue, double low, double high) {
        if (!y.shows(low) || !y.shows(high)) {
            return "";
        }
        double at = px(xValue);
        double from = py(low);
        double to = py(high);
        if (from - to < 2) {
            return "";
        }
        return "M%s %sV%sM%s %sh8M%s %sh8"
                .formatted(
                        Svg.number(at),
                        Svg.number(from),
                        Svg.number(to),
                        Svg.number(at - 4),
                        Svg.number(from),
                        Svg.number(at - 4),
                        Svg.number(to));
    }
}
