package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PalettesTest {
    @Test
    void a_picture_of_few_colours_stays_the_same_pixel_by_pixel() {
        BufferedImage image = random(new SplittableRandom(1), 200);

        assertThat(pixels(Palettes.reduced(image))).isEqualTo(pixels(image));
    }

    @Test
    void rare_colours_become_near_ones() {
        BufferedImage image = random(new SplittableRandom(2), 2000);
        int[] before = pixels(image);
        int[] after = pixels(Palettes.reduced(image));

        for (int i = 0; i < before.length; i++) {
            assertThat(Math.abs((before[i] & 255) - (after[i] & 255))).isLessThan(90);
        }
        assertThat(java.util.Arrays.stream(after).distinct().count()).isLessThanOrEqualTo(256);
    }

    @Test
    void pngs_of_charts_are_small() {
        for (Chart chart : SampleCharts.all()) {
            assertThat(chart.png()).hasSizeLessThan(60 * 1024);
        }
    }

    private static BufferedImage random(SplittableRandom random, int colours) {
        int[] palette = random.ints(colours, 0, 1 << 24).toArray();
        BufferedImage image = new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 120; x++) {
                image.setRGB(x, y, palette[random.nextInt(colours)]);
            }
        }
        return image;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
