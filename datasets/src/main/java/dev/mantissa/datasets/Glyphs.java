package dev.mantissa.datasets;

import java.util.List;
import java.util.stream.IntStream;

/** The forms of the ten digits. */
final class Glyphs {
    private Glyphs() {}

    /** The forms of 0, those of 1, and so on. */
    static List<List<Glyph>> of(DigitsSpec.Shapes shapes) {
        List<Glyph> all =
                switch (shapes) {
                    case STROKES -> strokes();
                    case FONTS -> FontGlyphs.read();
                };
        return IntStream.range(0, 10)
                .mapToObj(d -> all.stream().filter(g -> g.digit() == d).toList())
                .toList();
    }

    private static List<Glyph> strokes() {
        return Resource.lines("digit-glyphs.txt").stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Glyphs::parse)
                .toList();
    }

    private static Glyph parse(String line) {
        String[] parts = line.split("\\s+", 3);
        GlyphPath path = new GlyphPath();
        String[] words = parts[2].split("\\s+");
        for (int i = 0; i < words.length; ) {
            char command = words[i].charAt(0);
            int numbers = command == 'C' ? 6 : 2;
            double[] at = new double[numbers];
            for (int j = 0; j < numbers; j++) {
                at[j] = Double.parseDouble(words[i + 1 + j]);
            }
            switch (command) {
                case 'M' -> path.move(at[0], at[1]);
                case 'L' -> path.line(at[0], at[1]);
                case 'C' -> path.curve(at);
                default -> throw new IllegalStateException("unknown path command in: " + line);
            }
            i += 1 + numbers;
        }
        return new Glyph(Integer.parseInt(parts[0]), parts[1], path.paths(), false);
    }
}
