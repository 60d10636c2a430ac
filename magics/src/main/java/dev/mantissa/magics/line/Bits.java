package dev.mantissa.magics.line;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Precision;

/** The bits of a number format, drawn and counted. */
final class Bits {
    private static final String[][] PARTS = {
        {"S", "#c0392b", "sign"}, {"E", "#2471a3", "exponent"}, {"M", "#1e8449", "mantissa"}
    };

    private Bits() {}

    /** "S EEEEEEEE MMMMMMM". */
    static String text(NumberFormat format) {
        return "S " + "E".repeat(format.exponentBits()) + " " + "M".repeat(format.mantissaBits());
    }

    /** The same as coloured boxes. */
    static String html(NumberFormat format) {
        int[] counts = {1, format.exponentBits(), format.mantissaBits()};
        StringBuilder html =
                new StringBuilder("<div style=\"white-space:normal;line-height:1.5\">");
        for (int p = 0; p < PARTS.length; p++) {
            for (int i = 0; i < counts[p]; i++) {
                html.append("<span title=\"").append(PARTS[p][2]);
                html.append("\" style=\"display:inline-block;width:1em;text-align:center;");
                html.append("margin-right:1px;font-family:monospace;color:#fff;background:");
                html.append(PARTS[p][1]).append("\">").append(PARTS[p][0]).append("</span>");
            }
        }
        return html.append("</div>").toString();
    }

    /** "1 sign + 8 exponent + 10 mantissa = 19 bits". */
    static String counts(NumberFormat format) {
        return "1 sign + %d exponent + %d mantissa = %d bits"
                .formatted(
                        format.exponentBits(),
                        format.mantissaBits(),
                        1 + format.exponentBits() + format.mantissaBits());
    }

    /** Smallest positive value with all its bits. */
    static double smallestNormal(NumberFormat format) {
        return Math.scalb(1.0, 1 - bias(format));
    }

    /** Smallest positive value. */
    static double smallest(NumberFormat format) {
        return Math.scalb(1.0, 1 - bias(format) - format.mantissaBits());
    }

    /** Distance from 1 to the next value. */
    static double epsilon(NumberFormat format) {
        return Math.scalb(1.0, -format.mantissaBits());
    }

    /** In what a mode keeps its sums: "f32". */
    static String sums(Precision mode) {
        return mode.accumulation().toString();
    }

    private static int bias(NumberFormat format) {
        return (1 << (format.exponentBits() - 1)) - 1;
    }
}
