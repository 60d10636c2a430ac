package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;

/** A matrix of values as shaded cells with their figures: a confusion table, a map of errors. */
public final class HeatMap extends Chart {
    private static final int SHADES = 12;
    private static final double STRONG = 0.7;
    private static final double TOP = 74;

    /** Of the figures in the PNG. */
    static final Color FIGURES = Color.BLACK;

    private final double[][] values;
    private final double[][] shade;
    private final List<String> rows;
    private final List<String> columns;
    private boolean sparse;
    private String rowName = "";
    private String columnName = "";

    /**
     * @param shade what decides how strong a cell is, 0 to 1, [rows][columns]
     */
    HeatMap(
            String title,
            double[][] values,
            double[][] shade,
            List<String> rows,
            List<String> columns) {
        super(title);
        this.values = values;
        this.shade = shade;
        this.rows = rows;
        this.columns = columns;
    }

    /** Names what the rows and the columns are. */
    public HeatMap axes(String rowName, String columnName) {
        this.rowName = rowName;
        this.columnName = columnName;
        return this;
    }

    /** Leaves the cells of zeros blank, as in a confusion table. */
    HeatMap sparse() {
        this.sparse = true;
        return this;
    }

    @Override
    public String svg() {
        double names = 0;
        for (String r : rows) {
            names = Math.max(names, TextWidth.pixels(r, Frame.FONT));
        }
        double left = (rowName.isEmpty() ? 22 : 44) + Math.min(names, 200);
        int across = Math.max(1, columns.size());
        int down = Math.max(1, rows.size());
        double cellWidth = Math.floor(Math.min(62, (WIDTH - left - 20) / across));
        double cellHeight = Math.floor(Math.clamp(360.0 / down, 4, 34));
        int width = (int) Math.max(Math.ceil(left + across * cellWidth + 20), titleWidth());
        int height = (int) Math.ceil(TOP + down * cellHeight + 18);
        Svg svg = new Svg(width, height, title(), rowName + " by " + columnName);
        svg.text("h", 14, 26, "start", title());
        svg.text("k", left + across * cellWidth / 2, TOP - 29, "middle", columnName);
        if (!rowName.isEmpty()) {
            svg.upwards("k", 20, TOP + down * cellHeight / 2, rowName);
        }
        drawNames(svg, left, cellWidth, cellHeight);
        drawCells(svg, left, cellWidth, cellHeight);
        return svg.finish();
    }

    private double titleWidth() {
        return 30 + TextWidth.pixels(title(), 17);
    }

    private void drawNames(Svg svg, double left, double cellWidth, double cellHeight) {
        int everyRow = (int) Math.ceil(14 / cellHeight);
        for (int r = 0; r < rows.size(); r += everyRow) {
            double y = TOP + (r + 0.5) * cellHeight + 4.5;
            svg.text("q", left - 7, y, "end", rows.get(r));
        }
        double widest =
                columns.stream().mapToDouble(c -> TextWidth.pixels(c, Frame.FONT)).max().orElse(0);
        int everyColumn = (int) Math.ceil((widest + 4) / cellWidth);
        for (int c = 0; c < columns.size(); c += everyColumn) {
            svg.text("q", left + (c + 0.5) * cellWidth, TOP - 8, "middle", columns.get(c));
        }
    }

    /** Cells of one shade share a group; figures are written only where they fit. */
    private void drawCells(Svg svg, double left, double cellWidth, double cellHeight) {
        boolean figures = cellHeight >= 14 && widestFigure() + 4 <= cellWidth;
        for (int level = 0; level <= SHADES; level++) {
            double strength = (double) level / SHADES;
            String opacity = String.format(Locale.ROOT, "%.2f", 0.06 + 0.94 * strength);
            List<int[]> cells = cellsAt(level);
            if (cells.isEmpty()) {
                continue;
            }
            svg.open("c\" fill-opacity=\"" + opacity);
            for (int[] cell : cells) {
                String d =
                        "M%s %sh%sv%sh-%sz"
                                .formatted(
                                        Svg.number(left + cell[1] * cellWidth + 0.5),
                                        Svg.number(TOP + cell[0] * cellHeight + 0.5),
                                        Svg.number(cellWidth - 1),
                                        Svg.number(cellHeight - 1),
                                        Svg.number(cellWidth - 1));
                svg.path("", d, blank(cell) ? "" : cellText(cell[0], cell[1]));
            }
            svg.close();
            for (int[] cell : cells) {
                if (figures && !blank(cell)) {
                    svg.text(
                            strength >= STRONG ? "i" : "k",
                            left + (cell[1] + 0.5) * cellWidth,
                            TOP + (cell[0] + 0.5) * cellHeight + 4.5,
                            "middle",
                            figure(values[cell[0]][cell[1]]));
                }
            }
        }
    }

    private boolean blank(int[] cell) {
        return sparse && values[cell[0]][cell[1]] == 0;
    }

    private double widestFigure() {
        double widest = 0;
        for (double[] row : values) {
            for (double v : row) {
                widest = Math.max(widest, TextWidth.pixels(figure(v), Frame.FONT));
            }
        }
        return widest;
    }

    private List<int[]> cellsAt(int level) {
        List<int[]> out = new ArrayList<>();
        for (int r = 0; r < values.length; r++) {
            for (int c = 0; c < values[r].length; c++) {
                double s = Double.isNaN(shade[r][c]) ? 0 : Math.clamp(shade[r][c], 0, 1);
                if (Math.round(s * SHADES) == level) {
                    out.add(new int[] {r, c});
                }
            }
        }
        return out;
    }

    private String cellText(int r, int c) {
        String where =
                rowName.isEmpty()
                        ? rows.get(r) + ", " + columns.get(c)
                        : rowName + " " + rows.get(r) + ", " + columnName + " " + columns.get(c);
        return where + ": " + figure(values[r][c]);
    }

    private static String figure(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? Long.toString((long) value)
                : Significant.of(value, 2);
    }

    /** XChart writes every digit into its cells. */
    private static double shown(double value) {
        return Double.parseDouble(Significant.of(value, 3));
    }

    @Override
    public Grid table() {
        List<String> headers = new ArrayList<>();
        headers.add(rowName.isEmpty() ? "" : rowName + " \\ " + columnName);
        headers.addAll(columns);
        List<List<String>> lines = new ArrayList<>();
        for (int r = 0; r < values.length; r++) {
            List<String> line = new ArrayList<>(List.of(rows.get(r)));
            for (double v : values[r]) {
                line.add(figure(v));
            }
            lines.add(line);
        }
        return Grids.of(headers, lines, 40);
    }

    /**
     * From the smallest value to the largest. XChart writes all figures in one colour, a dark one:
     * where there are figures, no cell is too dark for it.
     */
    static Color[] pngColours(boolean figures) {
        Color most = figures ? new Color(0x6cb4ee) : Color.decode(Palette.BLUE.light);
        return new Color[] {new Color(0xf0f5fa), most};
    }

    @Override
    IChart xchart() {
        HeatMapChart chart =
                new HeatMapChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title())
                        .xAxisTitle(columnName)
                        .yAxisTitle(rowName)
                        .build();
        XCharts.style(chart.getStyler());
        boolean figures = values.length * Math.max(1, columns.size()) <= 200;
        chart.getStyler().setShowValue(figures);
        chart.getStyler().setValueFontColor(FIGURES);
        chart.getStyler().setHeatMapDecimalValueFormatter(HeatMap::figure);
        chart.getStyler().setRangeColors(pngColours(figures));
        List<Number[]> cells = new ArrayList<>();
        for (int r = 0; r < values.length; r++) {
            for (int c = 0; c < values[r].length; c++) {
                // A cell that is no number stays empty: a 0 would be read as a value.
                if (Double.isFinite(values[r][c])) {
                    double v = shown(values[r][c]);
                    cells.add(new Number[] {c, values.length - 1 - r, v});
                }
            }
        }
        if (cells.isEmpty()) {
            cells.add(new Number[] {0, 0, 0});
        }
        chart.addSeries(title().isBlank() ? " " : title(), columns, rows.reversed(), cells);
        return chart;
    }
}
