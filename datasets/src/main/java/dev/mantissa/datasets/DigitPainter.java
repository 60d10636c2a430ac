package dev.mantissa.datasets;

import java.util.List;
import java.util.Random;

/**
 * Draws a digit as a hurried hand on poor paper would. Only IEEE arithmetic, {@link StrictMath} and
 * {@link Random}, whose sequence is specified: the same bits on every machine.
 */
final class DigitPainter {
    private static final double MAX_TURN = Math.PI / 10;
    private static final double MAX_SLANT = 0.3;
    private static final double TREMOR = 0.024;
    private static final double SCRATCHED = 0.35;

    private final int side;
    private final List<List<Glyph>> glyphs;

    DigitPainter(int side, List<List<Glyph>> glyphs) {
        this.side = side;
        this.glyphs = glyphs;
    }

    /** A seed of its own for every image. */
    static long seed(long seed, boolean training, int index) {
        long z = seed * 0x9e3779b97f4a7c15L + (training ? 1 : 2) * 0xd1b54a32d192ed03L + index;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Labels come in shuffled tens, so that every beginning of the set is balanced. */
    static int label(long seed, boolean training, int index) {
        Random random = new Random(seed(seed, training, -1 - index / 10));
        int[] ten = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int i = 9; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = ten[i];
            ten[i] = ten[j];
            ten[j] = kept;
        }
        return ten[index % 10];
    }

    /** Writes side·side grey values, 0 paper to 255 ink, from {@code offset} on. */
    void paint(int digit, long seed, byte[] into, int offset) {
        Random random = new Random(seed);
        List<Glyph> forms = glyphs.get(digit);
        Glyph glyph = forms.get(random.nextInt(forms.size()));
        Outline outline = new Outline(place(glyph, random));
        double pen = side * between(random, 0.035, 0.08);
        Outline scratch = scratch(random);
        double scratchPen = random.nextDouble() < SCRATCHED ? side * 0.03 : -1;
        double ink = between(random, 0.6, 1);
        double paper = between(random, 0, 0.25);
        double noise = between(random, 0.02, 0.12);
        double fade = between(random, -0.2, 0.2);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double cover =
                        Math.max(
                                cover(glyph.filled(), outline, pen, x + 0.5, y + 0.5),
                                0.8 * cover(false, scratch, scratchPen, x + 0.5, y + 0.5));
                double light = paper + fade * ((double) x / side - 0.5);
                double grey = light + (ink - light) * cover + noise * random.nextGaussian();
                into[offset + y * side + x] = (byte) (int) (255 * Math.clamp(grey, 0.0, 1.0) + 0.5);
            }
        }
    }

    private static double cover(boolean filled, Outline outline, double pen, double x, double y) {
        double distance = outline.distance(x, y);
        double inside = filled ? (outline.contains(x, y) ? distance : -distance) : pen - distance;
        return Math.clamp(inside + 0.5, 0.0, 1.0);
    }

    private List<double[]> place(Glyph glyph, Random random) {
        double turn = between(random, -MAX_TURN, MAX_TURN);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        double slant = between(random, -MAX_SLANT, MAX_SLANT);
        double width = side * between(random, 0.45, 0.75);
        double height = side * between(random, 0.6, 0.85);
        double room = 0.09 * side;
        double left = side / 2.0 + between(random, -room, room);
        double top = side / 2.0 + between(random, -room, room);
        double tremor = glyph.filled() ? 0.2 * TREMOR : TREMOR;
        return glyph.paths().stream()
                .map(path -> {
                    double[] placed = new double[path.length];
                    for (int i = 0; i < path.length; i += 2) {
                        double u = path[i] - 0.5 + tremor * random.nextGaussian();
                        double v = path[i + 1] - 0.5 + tremor * random.nextGaussian();
                        double x = (u - slant * v) * width;
                        double y = v * height;
                        placed[i] = left + cos * x - sin * y;
                        placed[i + 1] = top + sin * x + cos * y;
                    }
                    return placed;
                })
                .toList();
    }

    /** A stray line across the paper. */
    private Outline scratch(Random random) {
        GlyphPath path = new GlyphPath();
        path.move(between(random, 0, side), between(random, 0, side));
        path.line(between(random, 0, side), between(random, 0, side));
        return new Outline(path.paths());
    }

    private static double between(Random random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
