package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.Grid;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A chart. It is shown by being the value of a cell or by {@code display(chart)}, as an SVG with
 * real text for light and dark pages, as a PNG where SVG is dropped, and as a table in a terminal.
 */
public abstract class Chart implements Displayable {
    static final int WIDTH = 720;
    static final int HEIGHT = 440;

    private final String title;

    Chart(String title) {
        this.title = title;
    }

    public final String title() {
        return title;
    }

    /** The picture: self-contained, no script. */
    public abstract String svg();

    /** What is drawn, as figures. */
    public abstract Grid table();

    /** The same chart made with XChart, for the PNG. */
    abstract IChart xchart();

    /** Height of the PNG in the pixels of a page. */
    int height() {
        return HEIGHT;
    }

    /** Title and table, for a terminal. */
    public final String text() {
        return VisibleText.of(title) + "\n" + table().text();
    }

    /**
     * The PNG, 1440 pixels wide.
     *
     * @throws IllegalStateException where Java has no fonts to draw with; the SVG needs none
     */
    public final byte[] png() {
        return Raster.png(this::xchart, WIDTH, height());
    }

    /**
     * Every representation; without fonts on the machine the PNG is left out and metadata says so.
     */
    @Override
    public final MimeBundle toBundle() {
        Map<String, Object> data = new LinkedHashMap<>();
        Map<String, Object> metadata = new LinkedHashMap<>();
        data.put(MimeBundle.SVG, svg());
        try {
            data.put(MimeBundle.PNG, Base64.getEncoder().encodeToString(png()));
            metadata.put(MimeBundle.PNG, Map.of("width", WIDTH, "height", height()));
        } catch (IllegalStateException e) {
            metadata.put("mantissa", Map.of("left_out", "image/png: " + e.getMessage()));
        }
        data.put(MimeBundle.TEXT, text());
        return new MimeBundle(data, metadata);
    }

    /**
     * Writes the chart as {@code .svg}, {@code .png} or {@code .txt}, as the name ends.
     *
     * @throws IllegalArgumentException for another ending
     */
    public final Path save(String file) throws IOException {
        Path path = Path.of(file);
        if (file.endsWith(".svg")) {
            return Files.writeString(path, svg());
        }
        if (file.endsWith(".png")) {
            return Files.write(path, png());
        }
        if (file.endsWith(".txt")) {
            return Files.writeString(path, text());
        }
        throw new IllegalArgumentException(
                "save(\""
                        + file
                        + "\"): a chart is saved as .svg, .png or .txt; change the ending");
    }

    /** In a terminal and a debugger a chart is its table. */
    @Override
    public String toString() {
        return text();
    }
}
