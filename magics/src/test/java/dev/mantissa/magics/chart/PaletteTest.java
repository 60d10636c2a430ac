package dev.mantissa.magics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
    /** WCAG 2: 4.5 to 1 for text. */
    private static final double READABLE = 4.5;

    @ParameterizedTest
    @EnumSource(Palette.class)
    void text_in_a_series_colour_is_readable_on_both_pages(Palette p) {
        assertThat(contrast(p.light, Palette.LIGHT_BACKGROUND)).isGreaterThan(READABLE);
        assertThat(contrast(p.dark, Palette.DARK_BACKGROUND)).isGreaterThan(READABLE);
        assertThat(contrast(Palette.LIGHT_MUTED, Palette.LIGHT_BACKGROUND)).isGreaterThan(READABLE);
        assertThat(contrast(Palette.DARK_MUTED, Palette.DARK_BACKGROUND)).isGreaterThan(READABLE);
    }

    @ParameterizedTest
    @EnumSource(Palette.class)
    void no_two_series_share_a_marker(Palette p) {
        for (Palette q : Palette.values()) {
            assertThat(p == q || !p.marker(0, 0).equals(q.marker(0, 0))).isTrue();
        }
    }

    @Test
    void figures_in_the_png_of_a_heat_map_are_readable_on_every_cell() {
        for (Color cell : HeatMap.pngColours(true)) {
            assertThat(contrast(HeatMap.FIGURES, cell)).isGreaterThan(7);
        }
    }

    private static double contrast(String one, String other) {
        return contrast(Color.decode(one), Color.decode(other));
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color c) {
        float[] rgb = c.getRGBColorComponents(null);
        return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    }

    private static double linear(double v) {
        return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}
