package dev.mantissa.magics.chart;

import java.util.List;

/**
 * Colours for series, told apart with every common kind of colour blindness (after Okabe and Ito,
 * darkened or lightened so that text in them reads well), each with a marker of its own.
 */
enum Palette {
    BLUE("#0067a8", "#63b8f5"),
    VERMILION("#b84600", "#ff9b5e"),
    GREEN("#007a58", "#35cf9f"),
    PURPLE("#9a3b86", "#e79acb"),
    OCHRE("#7a5d00", "#eddc4a"),
    GREY("#57606a", "#b4bcc6");

    static final String LIGHT_BACKGROUND = "#ffffff";
    static final String DARK_BACKGROUND = "#181b20";
    static final String LIGHT_INK = "#1f2328";
    static final String DARK_INK = "#e8eaed";
    static final String LIGHT_MUTED = "#59636e";
    static final String DARK_MUTED = "#a4acb6";
    static final String LIGHT_GRID = "#e3e6ea";
    static final String LIGHT_CELL = "#00548c";
    static final String DARK_GRID = "#343a42";

    private static final List<Palette> ALL = List.of(values());

    final String light;
    final String dark;

    Palette(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /** The colour of series {@code index}; they repeat after six. */
    static Palette of(int index) {
        return ALL.get(index % ALL.size());
    }

    /** The marker of this colour around a point, as an SVG path of about 8 pixels. */
    String marker(double x, double y) {
        String at = "M" + Svg.number(x) + " " + Svg.number(y);
        return switch (this) {
            case BLUE -> at + "m-4.2 0a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0z";
            case VERMILION -> at + "m-3.8-3.8h7.6v7.6h-7.6z";
            case GREEN -> at + "m0-5l4.8 8.4h-9.6z";
            case PURPLE -> at + "m0-5.2l5.2 5.2l-5.2 5.2l-5.2-5.2z";
            case OCHRE -> at + "m0 5l4.8-8.4h-9.6z";
            case GREY -> at + "m-1.7-5h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3v-3.4h3.3z";
        };
    }
}
