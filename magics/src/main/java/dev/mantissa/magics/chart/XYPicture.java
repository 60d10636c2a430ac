package dev.mantissa.magics.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** An XChart chart of lines or points in our colours; a log2 axis is drawn from logarithms. */
final class XYPicture {
    private final XYChart chart;
    private final ScaleKind xKind;
    private final ScaleKind yKind;
    private int left;

    XYPicture(String title, String xName, String yName, ScaleKind xKind, ScaleKind yKind) {
        this.xKind = xKind;
        this.yKind = yKind;
        this.chart =
                new XYChartBuilder()
                        .width(Chart.WIDTH)
                        .height(Chart.HEIGHT)
                        .title(title)
                        .xAxisTitle(xName)
                        .yAxisTitle(yName)
                        .build();
        XCharts.style(chart.getStyler());
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setXAxisLogarithmic(xKind == ScaleKind.LOG10);
        chart.getStyler().setYAxisLogarithmic(yKind == ScaleKind.LOG10);
        if (xKind == ScaleKind.LOG2) {
            chart.setCustomXAxisTickLabelsFormatter(XYPicture::powerOfTwo);
        }
        if (yKind == ScaleKind.LOG2) {
            chart.setCustomYAxisTickLabelsFormatter(XYPicture::powerOfTwo);
        }
    }

    private static String powerOfTwo(double exponent) {
        int e = (int) Math.rint(exponent);
        return Math.abs(exponent - e) > 1e-6 ? "" : Ticks.powerOfTwo(e);
    }

    /** Adds a series; points that a logarithmic axis cannot show are left out. */
    void add(
            String name,
            double[] x,
            double[] y,
            double @Nullable [] low,
            double @Nullable [] high,
            int colour,
            boolean line,
            boolean markers) {
        int[] shown =
                IntStream.range(0, x.length)
                        .filter(i -> xKind.shows(x[i]) && yKind.shows(y[i]))
                        .toArray();
        if (shown.length == 0) {
            left++;
            return;
        }
        double[] px = IntStream.of(shown).mapToDouble(i -> drawn(xKind, x[i])).toArray();
        double[] py = IntStream.of(shown).mapToDouble(i -> drawn(yKind, y[i])).toArray();
        double[] whisker =
                low == null || high == null
                        ? null
                        : IntStream.of(shown)
                                .mapToDouble(
                                        i -> (drawn(yKind, high[i]) - drawn(yKind, low[i])) / 2)
                                .toArray();
        String unique =
                chart.getSeriesCollection().stream().anyMatch(s -> s.getName().equals(name))
                        ? name + " (" + (chart.getSeriesCollection().size() + 1) + ")"
                        : name;
        XYSeries series = chart.addSeries(unique.isBlank() ? " " : unique, px, py, whisker);
        Color paint = Color.decode(Palette.of(colour).light);
        series.setLineColor(paint);
        series.setMarkerColor(paint);
        series.setMarker(markers ? marker(Palette.of(colour)) : SeriesMarkers.NONE);
        series.setLineStyle(line ? new BasicStroke(2f) : SeriesLines.NONE);
    }

    private static double drawn(ScaleKind kind, double value) {
        return kind == ScaleKind.LOG2 ? kind.forward(value) : value;
    }

    /** The chart; one without a single point gets an invisible one, since XChart needs it. */
    XYChart chart() {
        if (chart.getSeriesCollection().isEmpty()) {
            chart.addSeries(
                            left == 0 ? "no data" : "nothing to show",
                            new double[] {1},
                            new double[] {1})
                    .setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    private static Marker marker(Palette colour) {
        return switch (colour) {
            case BLUE -> SeriesMarkers.CIRCLE;
            case VERMILION -> SeriesMarkers.SQUARE;
            case GREEN -> SeriesMarkers.TRIANGLE_UP;
            case PURPLE -> SeriesMarkers.DIAMOND;
            case OCHRE -> SeriesMarkers.TRIANGLE_DOWN;
            case GREY -> SeriesMarkers.CROSS;
        };
    }
}
