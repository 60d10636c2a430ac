package dev.mantissa.magics.line;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.Svg;

/** {@code %%svg}: the cell as a picture. */
public final class SvgMagic extends Markup {
    @Override
    public String name() {
        return "svg";
    }

    @Override
    public String summary() {
        return "shows the cell as an SVG picture";
    }

    @Override
    public String help() {
        return """
        %%svg
        <svg xmlns="http://www.w3.org/2000/svg" …>…</svg>

        In a terminal the words in the picture stand for it.\
        """;
    }

    @Override
    public String example() {
        return """
        %%svg
        <svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">
        <title>a circle</title>
        <circle cx="30" cy="30" r="25" fill="teal"/>
        </svg>\
        """;
    }

    @Override
    Displayable shown(String body) {
        String svg = body.strip();
        if (!svg.contains("<svg")) {
            throw new IllegalArgumentException(
                    "%%svg: the cell has no <svg> element, it begins with '"
                            + svg.lines().findFirst().orElse("")
                            + "'. Begin with <svg xmlns=\"http://www.w3.org/2000/svg\"> and end"
                            + " with </svg>.");
        }
        return new Svg(svg);
    }
}
