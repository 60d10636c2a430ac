package dev.mantissa.datasets;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Grey images with their labels.
 *
 * @param side width and height in pixels
 * @param images [n, side·side], row by row from the top, 0 paper to 1 ink
 * @param labels [n], 0 to 9
 */
public record DigitImages(int side, float[][] images, int[] labels) {
    private static final int PAPER = 0xff;
    private static final int GAP = 2;

    public int size() {
        return labels.length;
    }

    /** The first {@code count} of them. */
    public DigitImages first(int count) {
        return new DigitImages(side, Arrays.copyOf(images, count), Arrays.copyOf(labels, count));
    }

    /** One image at its own size, dark on light. */
    public BufferedImage image(int index) {
        BufferedImage picture = blank(side, side);
        draw(picture, index, 0, 0, 1);
        return picture;
    }

    /** The first {@code rows · columns} images on one sheet, each pixel {@code zoom} wide. */
    public BufferedImage sheet(int rows, int columns, int zoom) {
        int step = side * zoom + GAP;
        BufferedImage picture = blank(columns * step - GAP, rows * step - GAP);
        for (int i = 0; i < Math.min(rows * columns, size()); i++) {
            draw(picture, i, i % columns * step, i / columns * step, zoom);
        }
        return picture;
    }

    /**
     * The images at these places on one sheet of {@code columns}: the mistakes of a network, say.
     */
    public BufferedImage sheet(int[] indices, int columns, int zoom) {
        float[][] chosen = Arrays.stream(indices).mapToObj(i -> images[i]).toArray(float[][]::new);
        int[] theirs = Arrays.stream(indices).map(i -> labels[i]).toArray();
        int rows = Math.max(1, Math.ceilDiv(indices.length, columns));
        return new DigitImages(side, chosen, theirs).sheet(rows, columns, zoom);
    }

    private static BufferedImage blank(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] row = new byte[width];
        Arrays.fill(row, (byte) PAPER);
        for (int y = 0; y < height; y++) {
            picture.getRaster().setDataElements(0, y, width, 1, row);
        }
        return picture;
    }

    private void draw(BufferedImage picture, int index, int left, int top, int zoom) {
        for (int y = 0; y < side * zoom; y++) {
            for (int x = 0; x < side * zoom; x++) {
                float ink = images[index][y / zoom * side + x / zoom];
                picture.getRaster()
                        .setSample(left + x, top + y, 0, PAPER - Math.round(ink * PAPER));
            }
        }
    }
}
