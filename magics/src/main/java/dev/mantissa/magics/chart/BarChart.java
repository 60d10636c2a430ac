package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Bars from left to right, one under the other, each with its name and its value.
 *
 * <pre>{@code
 * Charts.bars("Memory of the weights", "MiB").bar("f32", 12.4).bar("4 bit", 1.9)
 * }</pre>
 */
public final class BarChart extends Chart {
    private static final double BAR = 22;
    private static final double ROW = 34;
    private static final double TOP = 48;

    /** Degrees, for names in the PNG that would run into one another. */
    private static final int SLANT = 25;

    private record Bar(String name, double value, double low, double high) {}

    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    BarChart(String title, String unit) {
        super(title);
        this.unit = unit;
    }

    public BarChart bar(String name, double value) {
        return bar(name, value, value, value);
    }

    /** A bar whose value is known to lie between {@code low} and {@code high}. */
    public BarChart bar(String name, double value, double low, double high) {
        bars.add(new Bar(name, value, low, high));
        return this;
    }

    @Override
    public String svg() {
        double names = 0;
        for (Bar b : bars) {
            names = Math.max(names, TextWidth.pixels(b.name(), Frame.FONT));
        }
        double left = Math.min(280, 24 + names);
        double right = WIDTH - 96;
        double[] extent =
                bars.stream()
                        .flatMapToDouble(b -> DoubleStream.of(0, b.value(), b.low(), b.high()))
                        .toArray();
        Scale scale = Scale.fit(ScaleKind.LINEAR, extent, false, 8);
        double bottom = TOP + bars.size() * ROW;
        Svg svg = new Svg(WIDTH, (int) bottom + 54, title(), unit + " by " + bars.size() + " bars");
        svg.text("h", 14, 26, "start", title());
        StringBuilder grid = new StringBuilder();
        for (Tick t : scale.ticks()) {
            double x = left + scale.fraction(t.value()) * (right - left);
            grid.append("M%s %sV%s".formatted(Svg.number(x), Svg.number(TOP), Svg.number(bottom)));
            svg.text("q", x, bottom + 18, "middle", t.label());
        }
        svg.path("g", grid.toString());
        svg.text("k", (left + right) / 2, bottom + 41, "middle", unit);
        for (int i = 0; i < bars.size(); i++) {
            drawBar(svg, bars.get(i), scale, left, right - left, TOP + i * ROW);
        }
        return svg.finish();
    }

    private void drawBar(Svg svg, Bar b, Scale scale, double left, double width, double top) {
        double zero = left + scale.fraction(0) * width;
        double end = left + scale.fraction(b.value()) * width;
        double y = top + (ROW - BAR) / 2;
        String value = Significant.of(b.value(), 3);
        svg.text("k", left - 8, y + BAR / 2 + 4.5, "end", b.name());
        if (!Double.isFinite(b.value())) {
            svg.text("q", zero + 6, y + BAR / 2 + 4.5, "start", value);
            return;
        }
        svg.open("s0");
        svg.path(
                "p",
                "M%s %sH%sv%sH%sz"
                        .formatted(
                                Svg.number(zero),
                                Svg.number(y),
                                Svg.number(end),
                                Svg.number(BAR),
                                Svg.number(zero)),
                b.name() + ": " + value + " " + unit);
        svg.close();
        double after = Math.max(zero, end);
        if (b.low() < b.high()) {
            double from = left + scale.fraction(b.low()) * width;
            double to = left + scale.fraction(b.high()) * width;
            double middle = y + BAR / 2;
            svg.path(
                    "a",
                    "M%s %sH%sM%s %sv8M%s %sv8"
                            .formatted(
                                    Svg.number(from),
                                    Svg.number(middle),
                                    Svg.number(to),
                                    Svg.number(from),
                                    Svg.number(middle - 4),
                                    Svg.number(to),
                                    Svg.number(middle - 4)));
            after = Math.max(after, to);
        }
        svg.text("k", after + 7, y + BAR / 2 + 4.5, "start", value);
    }

    @Override
    public Grid table() {
        boolean intervals = bars.stream().anyMatch(b -> b.low() < b.high());
        List<List<String>> rows = new ArrayList<>();
        for (Bar b : bars) {
            List<String> row = new ArrayList<>(List.of(b.name(), Significant.of(b.value(), 3)));
            if (intervals) {
                row.add(Significant.of(b.low(), 3));
                row.add(Significant.of(b.high(), 3));
            }
            rows.add(row);
        }
        return Grids.of(intervals ? List.of("", unit, "low", "high") : List.of("", unit), rows);
    }

    @Override
    IChart xchart() {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title())
                        .yAxisTitle(unit)
                        .build();
        XCharts.style(chart.getStyler());
        chart.getStyler().setLegendVisible(false);
        double widest =
                bars.stream()
                        .mapToDouble(b -> TextWidth.pixels(b.name(), Frame.FONT))
                        .max()
                        .orElse(0);
        if (widest * bars.size() > 0.8 * WIDTH) {
            chart.getStyler().setXAxisLabelRotation(SLANT);
        }
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Bar b : bars) {
            names.add(names.contains(b.name()) ? b.name() + " (" + names.size() + ")" : b.name());
            values.add(Double.isFinite(b.value()) ? b.value() : 0);
        }
        if (names.isEmpty()) {
            names.add("no data");
            values.add(0.0);
        }
        chart.addSeries(unit.isBlank() ? " " : unit, names, values)
                .setFillColor(java.awt.Color.decode(Palette.BLUE.light));
        return chart;
    }
}
