package dev.mantissa.magics.chart;

import java.util.List;
import java.util.stream.Collectors;

/** The style rules of a picture, each confined to the picture's own class. */
final class Style {
    /**
     * b background, k ink, h heading, q muted text, g grid, a axis, f frontier, l line, w whisker,
     * p marker, n hollow marker, t text in a series' colour, v leader; c cell of a heat map, i text
     * on a strong cell.
     */
    private static final List<String> SHAPES =
            List.of(
                    ".h{font-size:16px;font-weight:600}",
                    ".g,.a,.v{fill:none;stroke-width:1}",
                    ".f{fill:none;stroke-width:1.5;stroke-dasharray:5 4}",
                    ".l{fill:none;stroke-width:2.2;stroke-linejoin:round}",
                    ".w{fill:none;stroke-width:1.5}",
                    ".p{stroke-width:1}",
                    ".n{stroke-width:1.8}",
                    ".t{font-weight:600;stroke-width:3px;paint-order:stroke;stroke-linejoin:round}");

    private Style() {}

    static String rules(String name, CharSequence body) {
        return colours(name, body, true)
                + SHAPES.stream()
                        .filter(rule -> uses(body, rule.substring(1, 2)) || rule.startsWith(".g"))
                        .map(rule -> confined(name, rule))
                        .collect(Collectors.joining())
                + "@media(prefers-color-scheme:dark){"
                + colours(name, body, false)
                + "}";
    }

    private static String colours(String name, CharSequence body, boolean light) {
        String background = light ? Palette.LIGHT_BACKGROUND : Palette.DARK_BACKGROUND;
        String ink = light ? Palette.LIGHT_INK : Palette.DARK_INK;
        String muted = light ? Palette.LIGHT_MUTED : Palette.DARK_MUTED;
        String grid = light ? Palette.LIGHT_GRID : Palette.DARK_GRID;
        StringBuilder out = new StringBuilder();
        for (Palette p : Palette.values()) {
            if (uses(body, "s" + p.ordinal())) {
                String colour = light ? p.light : p.dark;
                out.append(
                        confined(
                                name,
                                ".s"
                                        + p.ordinal()
                                        + "{fill:"
                                        + colour
                                        + ";stroke:"
                                        + colour
                                        + "}"));
            }
        }
        out.append(confined(name, ".b,.i{fill:" + background + "}"));
        out.append(confined(name, ".k,.h{fill:" + ink + "}"));
        out.append(confined(name, ".q{fill:" + muted + "}"));
        out.append(confined(name, ".g{stroke:" + grid + "}"));
        out.append(confined(name, ".a,.f,.v{stroke:" + muted + "}"));
        out.append(confined(name, ".p,.t{stroke:" + background + "}"));
        if (uses(body, "n")) {
            out.append(confined(name, ".n{fill:" + background + "}"));
        }
        if (uses(body, "c")) {
            String strongest = light ? Palette.LIGHT_CELL : Palette.BLUE.dark;
            out.append(confined(name, ".c{fill:" + strongest + "}"));
        }
        return out.toString();
    }

    private static boolean uses(CharSequence body, String name) {
        String text = body.toString();
        return text.contains("class=\"" + name + "\"")
                || text.contains("class=\"" + name + " ")
                || text.contains(" " + name + "\"");
    }

    private static String confined(String name, String rule) {
        int brace = rule.indexOf('{');
        return java.util.Arrays.stream(rule.substring(0, brace).split(","))
                        .map(selector -> "." + name + " " + selector)
                        .collect(Collectors.joining(","))
                + rule.substring(brace);
    }
}
