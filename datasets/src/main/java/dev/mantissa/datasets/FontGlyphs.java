package dev.mantissa.datasets;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Outlines of the digits of the logical fonts, which stand for other fonts on each machine. */
final class FontGlyphs {
    private static final List<String> FAMILIES =
            List.of(Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED, Font.DIALOG);
    private static final int[] STYLES = {
        Font.PLAIN, Font.BOLD, Font.ITALIC, Font.BOLD | Font.ITALIC
    };

    private FontGlyphs() {}

    /**
     * Every digit in every logical font and style.
     *
     * @throws IllegalStateException if this machine has no fonts
     */
    static List<Glyph> read() {
        try {
            List<Glyph> glyphs = new ArrayList<>();
            for (String family : FAMILIES) {
                for (int style : STYLES) {
                    for (int digit = 0; digit < 10; digit++) {
                        glyphs.add(outline(new Font(family, style, 100), digit));
                    }
                }
            }
            return glyphs;
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException(
                    "this machine has no fonts that Java can use (%s). Install fontconfig and a font (Debian: apt-get install fontconfig fonts-dejavu-core), or draw with DigitsSpec.Shapes.STROKES, which needs none."
                            .formatted(e),
                    e);
        }
    }

    private static Glyph outline(Font font, int digit) {
        FontRenderContext context = new FontRenderContext(null, true, true);
        Shape shape = font.createGlyphVector(context, String.valueOf(digit)).getOutline();
        Rectangle2D box = shape.getBounds2D();
        double scale = 0.9 / Math.max(box.getWidth(), box.getHeight());
        AffineTransform toUnit = new AffineTransform();
        toUnit.translate(0.5, 0.5);
        toUnit.scale(scale, scale);
        toUnit.translate(-box.getCenterX(), -box.getCenterY());
        GlyphPath path = new GlyphPath();
        double[] at = new double[6];
        for (PathIterator i = shape.getPathIterator(toUnit); !i.isDone(); i.next()) {
            switch (i.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> path.move(at[0], at[1]);
                case PathIterator.SEG_LINETO -> path.line(at[0], at[1]);
                case PathIterator.SEG_QUADTO -> path.quadratic(at[0], at[1], at[2], at[3]);
                case PathIterator.SEG_CUBICTO -> path.curve(at.clone());
                default -> path.close();
            }
        }
        return new Glyph(digit, font.getFontName(), path.paths(), true);
    }
}
