package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.VisibleText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Writes one picture: real text, no script, no outside reference, colours for a light and a dark
 * page, its style rules confined to itself by a class of its own.
 */
final class Svg {
    private final int width;
    private final int height;
    private final String title;
    private final String description;
    private final StringBuilder body = new StringBuilder(4096);

    Svg(int width, int height, String title, String description) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.description = description;
    }

    /** At most one decimal, no useless zero. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String escape(String text) {
        return VisibleText.html(VisibleText.of(text));
    }

    Svg open(String classes) {
        body.append("<g class=\"").append(classes).append("\">");
        return this;
    }

    Svg close() {
        body.append("</g>");
        return this;
    }

    Svg path(String classes, String data) {
        return path(classes, data, "");
    }

    /** A path with a text that shows when the pointer rests on it. */
    Svg path(String classes, String data, String tooltip) {
        body.append("<path");
        if (!classes.isEmpty()) {
            body.append(" class=\"").append(classes).append('"');
        }
        body.append(" d=\"").append(data).append('"');
        if (tooltip.isEmpty()) {
            body.append("/>");
        } else {
            body.append("><title>").append(escape(tooltip)).append("</title></path>");
        }
        return this;
    }

    /** Text whose anchor is "start", "middle" or "end". */
    Svg text(String classes, double x, double y, String anchor, String text) {
        body.append("<text class=\"").append(classes).append("\" x=\"").append(number(x));
        body.append("\" y=\"").append(number(y)).append('"');
        if (!anchor.equals("start")) {
            body.append(" text-anchor=\"").append(anchor).append('"');
        }
        body.append('>').append(escape(text)).append("</text>");
        return this;
    }

    /** Letters, each centred on a place of its own, so far apart. */
    Svg spread(String classes, double x, double step, double y, String letters) {
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            places.append(i == 0 ? "" : " ").append(number(x + i * step));
        }
        body.append("<text class=\"").append(classes).append("\" text-anchor=\"middle\" x=\"");
        body.append(places).append("\" y=\"").append(number(y)).append("\">");
        body.append(escape(letters)).append("</text>");
        return this;
    }

    /** Text that runs upwards around its middle. */
    Svg upwards(String classes, double x, double y, String text) {
        body.append("<text class=\"")
                .append(classes)
                .append("\" text-anchor=\"middle\" transform=\"");
        body.append("translate(").append(number(x)).append(' ').append(number(y));
        body.append(")rotate(-90)\">").append(escape(text)).append("</text>");
        return this;
    }

    /** The whole picture. */
    String finish() {
        CRC32 hash = new CRC32();
        hash.update((title + body).getBytes(StandardCharsets.UTF_8));
        String name = String.format(Locale.ROOT, "m%08x", hash.getValue());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\""
                + name
                + "\" viewBox=\"0 0 "
                + width
                + " "
                + height
                + "\" width=\""
                + width
                + "\" height=\""
                + height
                + "\" role=\"img\" style=\"max-width:100%;height:auto\""
                + " font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\""
                + " font-size=\"13\"><title>"
                + escape(title)
                + "</title><desc>"
                + escape(description)
                + "</desc><style>"
                + Style.rules(name, body)
                + "</style><rect class=\"b\" width=\""
                + width
                + "\" height=\""
                + height
                + "\" rx=\"6\"/>"
                + body
                + "</svg>";
    }
}
