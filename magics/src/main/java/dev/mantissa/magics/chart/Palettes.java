package dev.mantissa.magics.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the picture of a chart a third of its size: its 256 most frequent colours stay as they are,
 * the rest, which are edges of letters and lines, become the nearest of them.
 */
final class Palettes {
    private static final int SIZE = 256;

    /** More colours than this are a photograph, which stays as it is. */
    private static final int MOST_COLOURS = 20_000;

    private Palettes() {}

    /** The same picture with a palette. */
    static BufferedImage reduced(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> counts = counts(pixels);
        if (counts.size() > MOST_COLOURS) {
            return image;
        }
        List<Integer> colours = new ArrayList<>(counts.keySet());
        colours.sort(
                Comparator.comparingInt((Integer c) -> counts.getOrDefault(c, 0))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
        int[] palette = colours.stream().limit(SIZE).mapToInt(Integer::intValue).toArray();
        Map<Integer, Byte> index = new HashMap<>();
        for (int colour : colours) {
            index.put(colour, (byte) nearest(palette, colour));
        }
        IndexColorModel model =
                new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage out =
                new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] bytes = ((DataBufferByte) out.getRaster().getDataBuffer()).getData();
        fill(bytes, pixels, index);
        return out;
    }

    /** Runs of one colour are counted at once: most of a chart is background. */
    private static Map<Integer, Integer> counts(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        int start = 0;
        for (int i = 1; i <= pixels.length; i++) {
            if (i == pixels.length || pixels[i] != pixels[start]) {
                counts.merge(pixels[start], i - start, Integer::sum);
                start = i;
            }
        }
        return counts;
    }

    private static void fill(byte[] bytes, int[] pixels, Map<Integer, Byte> index) {
        int last = ~pixels[0];
        byte at = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] != last) {
                last = pixels[i];
                at = index.getOrDefault(last, (byte) 0);
            }
            bytes[i] = at;
        }
    }

    private static int nearest(int[] palette, int colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            int red = (palette[i] >> 16 & 255) - (colour >> 16 & 255);
            int green = (palette[i] >> 8 & 255) - (colour >> 8 & 255);
            int blue = (palette[i] & 255) - (colour & 255);
            int distance = 3 * red * red + 4 * green * green + 2 * blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
