package dev.mantissa.datasets;

/**
 * What to draw. The image at an index depends on the seed, the split and that index alone, so a
 * smaller set is the beginning of a larger one.
 *
 * @param side width and height in pixels, 8 to 64
 * @param train how many images to train on
 * @param test how many images to test with
 * @param shapes whose forms are drawn
 */
public record DigitsSpec(int side, int train, int test, long seed, Shapes shapes) {
    /** Whose forms are drawn. */
    public enum Shapes {
        /** Strokes of this project: the same bits on every machine. */
        STROKES,
        /** The logical fonts of this machine: other machines draw other pictures. */
        FONTS
    }

    /** 16×16 pixels, 6,000 images to train on, 1,500 to test with. */
    public static final DigitsSpec STANDARD =
            new DigitsSpec(16, 6_000, 1_500, 2025, Shapes.STROKES);

    private static final int MAX_SIDE = 64;
    private static final int MAX_IMAGES = 100_000;

    public DigitsSpec {
        check("side", side, 8, MAX_SIDE);
        check("number of images to train on", train, 1, MAX_IMAGES);
        check("number of images to test with", test, 1, MAX_IMAGES);
    }

    public DigitsSpec withSide(int pixels) {
        return new DigitsSpec(pixels, train, test, seed, shapes);
    }

    public DigitsSpec withSizes(int toTrain, int toTest) {
        return new DigitsSpec(side, toTrain, toTest, seed, shapes);
    }

    public DigitsSpec withSeed(long other) {
        return new DigitsSpec(side, train, test, other, shapes);
    }

    public DigitsSpec withShapes(Shapes other) {
        return new DigitsSpec(side, train, test, seed, other);
    }

    private static void check(String what, int given, int least, int most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(
                    "the %s of the digits is %d; it must be from %d to %d, as in DigitsSpec.STANDARD"
                            .formatted(what, given, least, most));
        }
    }
}
