package dev.mantissa.datasets;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Drawn digits with their labels, in a part to train on and a part to test with: small enough to
 * train a network in a minute, hard enough that lost precision shows.
 */
public record Digits(DigitImages train, DigitImages test) {
    /** SHA-256 of the pixels and labels of {@link DigitsSpec#STANDARD}. */
    static final String STANDARD_SHA_256 =
            "fa7ee01af521a9053570bf851a8b4bdd7b5a54fc168b29c2991984fa06d973c8";

    private static final int FORMAT = 1;

    /** The standard set; generated in a second or two the first time, then kept in the cache. */
    public static Digits load() {
        return load(DigitsSpec.STANDARD);
    }

    /** A set of one's own, kept in the cache too. */
    public static Digits load(DigitsSpec spec) {
        return load(spec, Cache.standard());
    }

    /** The same from a cache elsewhere. */
    public static Digits load(DigitsSpec spec, Cache cache) {
        if (spec.shapes() == DigitsSpec.Shapes.FONTS) {
            return unpack(spec, pack(spec)); // fonts change under the cache's feet
        }
        byte[] data = cache.get(fileName(spec), () -> pack(spec));
        if (spec.equals(DigitsSpec.STANDARD) && !Checksum.of(data).equals(STANDARD_SHA_256)) {
            data = verified(pack(spec));
        }
        return unpack(spec, data);
    }

    /** Width and height of the images in pixels. */
    public int side() {
        return train.side();
    }

    private static byte[] verified(byte[] data) {
        String found = Checksum.of(data);
        if (!found.equals(STANDARD_SHA_256)) {
            throw new IllegalStateException(
                    "the standard digits have SHA-256 %s, expected %s: whoever changes how digits are drawn states the new checksum in Digits"
                            .formatted(found, STANDARD_SHA_256));
        }
        return data;
    }

    private static String fileName(DigitsSpec spec) {
        return "digits-%d-%d-%d-%d-v%d.bin"
                .formatted(spec.side(), spec.train(), spec.test(), spec.seed(), FORMAT);
    }

    private static byte[] pack(DigitsSpec spec) {
        DigitPainter painter = new DigitPainter(spec.side(), Glyphs.of(spec.shapes()));
        int pixels = spec.side() * spec.side();
        int images = spec.train() + spec.test();
        byte[] data = new byte[images * (1 + pixels)];
        IntStream.range(0, images)
                .parallel()
                .forEach(i -> {
                    boolean training = i < spec.train();
                    int index = training ? i : i - spec.train();
                    long seed = DigitPainter.seed(spec.seed(), training, index);
                    int label = DigitPainter.label(spec.seed(), training, index);
                    data[i] = (byte) label;
                    painter.paint(label, seed, data, images + i * pixels);
                });
        return data;
    }

    private static Digits unpack(DigitsSpec spec, byte[] data) {
        return new Digits(
                images(spec, data, 0, spec.train()), images(spec, data, spec.train(), spec.test()));
    }

    private static DigitImages images(DigitsSpec spec, byte[] data, int first, int count) {
        int pixels = spec.side() * spec.side();
        int[] labels = new int[count];
        float[][] images = new float[count][pixels];
        Arrays.setAll(labels, i -> data[first + i]);
        for (int i = 0; i < count; i++) {
            int at = spec.train() + spec.test() + (first + i) * pixels;
            for (int p = 0; p < pixels; p++) {
                images[i][p] = (data[at + p] & 0xff) / 255f;
            }
        }
        return new DigitImages(spec.side(), images, labels);
    }
}
