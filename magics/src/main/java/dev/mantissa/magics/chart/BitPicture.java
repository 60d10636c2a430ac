package dev.mantissa.magics.chart;

import dev.mantissa.kernel.display.Grid;
import dev.mantissa.lib.format.BitPattern;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.magics.chart.Drawing.Ink;
import dev.mantissa.magics.table.Grids;
import dev.mantissa.magics.table.Significant;
import dev.mantissa.magics.table.TextWidth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * Numbers as the bits they are stored in: sign, exponent and significand, each in its colour, with
 * what they stand for below.
 *
 * <pre>{@code
 * Charts.bits("0.1 in two formats").value("0.1f", F32.FORMAT, 0.1).value("0.1", F64.FORMAT, 0.1)
 * }</pre>
 */
public final class BitPicture extends Chart {
    private static final Palette SIGN = Palette.VERMILION;
    private static final Palette EXPONENT = Palette.BLUE;
    private static final Palette FRACTION = Palette.GREEN;
    private static final double LEFT = 14;
    private static final double TOP = 46;
    private static final double ROW = 88;
    private static final double BOX_HEIGHT = 24;
    private static final double WIDEST_BOX = 21;

    /** Space between the three parts of a number. */
    private static final double GAP = 4;

    private static final double SIGN_WIDTH = 20;
    private static final int LONGEST_DECIMAL = 60;

    private record Row(String name, BitPattern bits) {}

    private final List<Row> rows = new ArrayList<>();

    BitPicture(String title) {
        super(title);
    }

    /**
     * A row: the value of {@code format} nearest to {@code value}, which goes through f32 first
     * unless the format is f64.
     */
    public BitPicture value(String name, NumberFormat format, double value) {
        rows.add(new Row(name, BitPattern.of(format, value)));
        return this;
    }

    @Override
    int height() {
        return (int) (TOP + Math.max(1, rows.size()) * ROW);
    }

    @Override
    public String svg() {
        return drawing().svg();
    }

    @Override
    IChart xchart() {
        return drawing();
    }

    private Drawing drawing() {
        Drawing drawing =
                new Drawing(title(), "bits of " + rows.size() + " numbers", WIDTH, height());
        for (int i = 0; i < rows.size(); i++) {
            draw(drawing, rows.get(i), TOP + i * ROW);
        }
        return drawing;
    }

    private static void draw(Drawing drawing, Row row, double top) {
        BitPattern bits = row.bits();
        drawing.text(Ink.PLAIN, LEFT, top + 14, "start", row.name() + "  ·  " + bits.format());
        drawing.text(Ink.MUTED, WIDTH - LEFT, top + 14, "end", "= " + decimal(bits.value()));
        int count = 1 + bits.format().exponentBits() + bits.format().mantissaBits();
        double wide = Math.min(WIDEST_BOX, (WIDTH - 2 * LEFT - 2 * GAP) / count);
        double y = top + 22;
        double x = part(drawing, SIGN, LEFT, y, wide, bits.signBit(), "sign");
        x = part(drawing, EXPONENT, x + GAP, y, wide, bits.exponentBits(), "exponent");
        part(drawing, FRACTION, x + GAP, y, wide, bits.fractionBits(), "significand");
        double base = y + BOX_HEIGHT + 17;
        if (!Double.isFinite(bits.value())) {
            drawing.name(EXPONENT, LEFT, base, "start", "all exponent bits set: " + meaning(bits));
            return;
        }
        String sign = bits.negative() ? "−" : "+";
        String power = power(bits);
        drawing.name(SIGN, LEFT + 3, base, "start", sign);
        double second = LEFT + Math.max(wide + GAP, SIGN_WIDTH);
        drawing.name(EXPONENT, second, base, "start", power);
        double after = second + TextWidth.boldPixels(power, Frame.FONT) + 10;
        drawing.name(FRACTION, after, base, "start", "× " + factor(bits));
    }

    /** Boxes of one part; returns where they end. */
    private static double part(
            Drawing drawing,
            Palette colour,
            double x,
            double y,
            double wide,
            String digits,
            String name) {
        drawing.digits(colour, x, y, wide, BOX_HEIGHT, digits, name + " " + digits);
        return x + digits.length() * wide;
    }

    /** "2⁻⁴ (123 − 127)". */
    private static String power(BitPattern bits) {
        String two = "2" + Ticks.superscript(bits.exponent());
        return bits.isSubnormal()
                ? two + (bits.value() == 0 ? " (0: zero)" : " (0: subnormal)")
                : "%s (%d − %d)".formatted(two, bits.exponentField(), bits.bias());
    }

    /** "1.60000002384185791015625". */
    private static String factor(BitPattern bits) {
        return decimal(bits.significand());
    }

    private static String meaning(BitPattern bits) {
        return Double.isNaN(bits.value()) ? "not a number" : bits.value() > 0 ? "∞" : "−∞";
    }

    /** Every digit there is, or, where these are too many, the first seventeen. */
    private static String decimal(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        BigDecimal exact = new BigDecimal(value);
        String text =
                value == 0 ? "0" : exact.scale() > 0 ? exact.toPlainString() : exact.toString();
        String shown = text.length() <= LONGEST_DECIMAL ? text : Significant.of(value, 17) + " …";
        return shown.replaceFirst("^-", "−");
    }

    @Override
    public Grid table() {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            BitPattern bits = row.bits();
            String means =
                    Double.isFinite(bits.value())
                            ? power(bits) + " × " + factor(bits)
                            : meaning(bits);
            cells.add(
                    List.of(
                            row.name(),
                            bits.format().name(),
                            bits.signBit(),
                            bits.exponentBits(),
                            bits.fractionBits(),
                            means));
        }
        return Grids.of(
                List.of("number", "format", "sign", "exponent", "significand", "means"), cells);
    }
}
