package dev.mantissa.magics.render;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderer;
import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.magics.chart.Raster;
import java.util.Base64;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;

/** Charts made with XChart: a PNG at double resolution and the figures of their series. */
final class XChartRenderer implements Renderer<Chart<?, ?>> {
    @Override
    public String typeName() {
        return "org.knowm.xchart.internal.chartpart.Chart";
    }

    @Override
    public MimeBundle render(Chart<?, ?> chart) {
        String title = chart.getTitle() == null ? "" : VisibleText.of(chart.getTitle());
        String text = (title + "\n" + SeriesTable.of(chart).text()).strip();
        try {
            byte[] png = Raster.png(() -> chart, chart.getWidth(), chart.getHeight());
            Map<String, Object> size =
                    Map.of("width", chart.getWidth(), "height", chart.getHeight());
            return new MimeBundle(
                    Map.of(
                            MimeBundle.TEXT,
                            text,
                            MimeBundle.PNG,
                            Base64.getEncoder().encodeToString(png)),
                    Map.of(MimeBundle.PNG, size));
        } catch (IllegalStateException e) {
            return MimeBundle.text(text + "\n[no picture: " + e.getMessage() + "]");
        }
    }
}
