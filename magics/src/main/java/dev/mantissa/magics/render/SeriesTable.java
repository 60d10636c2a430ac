package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.knowm.xchart.HeatMapSeries;
import org.knowm.xchart.PieSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeriesCategory;
import org.knowm.xchart.internal.series.AxesChartSeriesNumerical;
import org.knowm.xchart.internal.series.Series;

/** The figures of an XChart chart: a row for each point. */
final class SeriesTable {
    private static final int MOST_ROWS = 40;

    private SeriesTable() {}

    static Grid of(Chart<?, ?> chart) {
        List<List<String>> rows = new ArrayList<>();
        for (Series series : chart.getSeriesCollection()) {
            switch (series) {
                case AxesChartSeriesNumerical s -> numerical(rows, s);
                case AxesChartSeriesCategory s -> categories(rows, s);
                case PieSeries s -> rows.add(List.of(s.getName(), "", figure(s.getValue())));
                case HeatMapSeries s -> cells(rows, s);
                default -> rows.add(List.of(series.getName(), "", ""));
            }
        }
        return Grids.of(List.of("series", "x", "y"), rows, MOST_ROWS);
    }

    private static void numerical(List<List<String>> rows, AxesChartSeriesNumerical s) {
        double[] x = s.getXData();
        double[] y = s.getYData();
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            rows.add(List.of(s.getName(), figure(x[i]), figure(y[i])));
        }
    }

    private static void categories(List<List<String>> rows, AxesChartSeriesCategory s) {
        Iterator<?> x = s.getXData().iterator();
        for (double y : s.getYData()) {
            String at = x.hasNext() ? text(x.next()) : "";
            rows.add(List.of(s.getName(), at, figure(y)));
        }
    }

    private static void cells(List<List<String>> rows, HeatMapSeries s) {
        for (Number[] cell : s.getHeatData()) {
            String x = text(s.getXData().get(cell[0].intValue()));
            String y = text(s.getYData().get(cell[1].intValue()));
            rows.add(List.of(s.getName(), x + ", " + y, figure(cell[2])));
        }
    }

    private static String text(Object value) {
        return value instanceof Number number ? figure(number) : String.valueOf(value);
    }

    private static String figure(Number value) {
        return Significant.shortest(value.doubleValue(), 5);
    }
}
