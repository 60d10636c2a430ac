package dev.mantissa.magics.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.IChart;

/** Draws an XChart chart at double resolution. */
public final class Raster {
    private static final int FACTOR = 2;

    private Raster() {}

    /**
     * The chart as a PNG of twice {@code width} by twice {@code height} pixels.
     *
     * @throws IllegalStateException if Java has no fonts to draw with
     */
    public static byte[] png(Supplier<? extends IChart> chart, int width, int height) {
        try {
            return encode(draw(chart.get(), width, height));
        } catch (LinkageError | InternalError | NullPointerException e) {
            throw new IllegalStateException(
                    "Java cannot draw text here (" + e + "); install fontconfig and a font", e);
        }
    }

    private static BufferedImage draw(IChart chart, int width, int height) {
        BufferedImage image =
                new BufferedImage(width * FACTOR, height * FACTOR, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.scale(FACTOR, FACTOR);
            chart.paint(g, width, height);
        } finally {
            g.dispose();
        }
        return image;
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(Palettes.reduced(image), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
