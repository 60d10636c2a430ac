package dev.mantissa.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FontGlyphsTest {
    @Test
    void fonts_give_closed_outlines_in_the_unit_box_or_say_what_to_install() {
        List<Glyph> glyphs;
        try {
            glyphs = FontGlyphs.read();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("fontconfig").hasMessageContaining("STROKES");
            Assumptions.abort("not run: this machine has no fonts");
            return;
        }
        assertThat(glyphs).hasSize(4 * 4 * 10);
        for (Glyph glyph : glyphs) {
            for (double[] path : glyph.paths()) {
                assertThat(path).satisfies(p -> assertThat(p).hasSizeGreaterThan(7));
                for (double coordinate : path) {
                    assertThat(coordinate).isBetween(0.0, 1.0);
                }
            }
        }
    }

    @Test
    void the_inside_of_an_eight_has_two_holes() {
        GlyphPath path = new GlyphPath();
        square(path, 0, 0, 10, true);
        square(path, 2, 2, 2, false);
        square(path, 6, 6, 2, false);
        Outline eight = new Outline(path.paths());
        assertThat(eight.contains(5, 5)).isTrue();
        assertThat(eight.contains(3, 3)).isFalse();
        assertThat(eight.contains(7, 7)).isFalse();
        assertThat(eight.contains(11, 5)).isFalse();
        assertThat(eight.distance(5, 12)).isEqualTo(2);
    }

    private static void square(GlyphPath path, double x, double y, double side, boolean clockwise) {
        path.move(x, y);
        if (clockwise) {
            path.line(x + side, y);
            path.line(x + side, y + side);
            path.line(x, y + side);
        } else {
            path.line(x, y + side);
            path.line(x + side, y + side);
            path.line(x + side, y);
        }
        path.close();
    }
}
