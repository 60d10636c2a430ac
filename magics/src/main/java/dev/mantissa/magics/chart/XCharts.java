package dev.mantissa.magics.chart;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;

/** One look for every chart that XChart draws for us. */
final class XCharts {
    private XCharts() {}

    static void style(AxesChartStyler styler) {
        Color ink = Color.decode(Palette.LIGHT_INK);
        Color muted = Color.decode(Palette.LIGHT_MUTED);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(Color.decode(Palette.LIGHT_GRID));
        styler.setChartFontColor(ink);
        styler.setXAxisTickLabelsColor(muted);
        styler.setYAxisTickLabelsColor(muted);
        styler.setChartTitleBoxVisible(false);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setErrorBarsColorSeriesColor(true);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setMarkerSize(8);
    }
}
