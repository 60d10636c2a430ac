package dev.mantissa.magics.line;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.precision.Splitting;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** One mode in full: its bits, its range, what it makes of familiar numbers, its error. */
final class PrecisionExplanation {
    private final Precision mode;
    private final Resolution resolution;
    private final NumberFormat format;

    PrecisionExplanation(Precision mode) {
        this.mode = mode;
        this.resolution = Resolution.of(mode, Numerics.current().device());
        this.format = telling(resolution.resolved());
    }

    /** The format that says most about a mode: of its parts, or of its weights. */
    private static NumberFormat telling(Precision mode) {
        Splitting splitting = mode.splitting();
        if (splitting != null) {
            return splitting.part();
        }
        return mode.operandFormat().roundsNothing() ? mode.rightFormat() : mode.operandFormat();
    }

    private boolean scaled() {
        return format.block() != 1;
    }

    MimeBundle bundle() {
        Table table = table();
        MimeBundle both = table.toBundle();
        if (scaled()) {
            return both;
        }
        String picture = "<p><b>" + format.name() + "</b></p>" + Bits.html(format);
        return MimeBundle.text(Bits.text(format) + "\n" + both.plain())
                .with(MimeBundle.HTML, picture + both.data().get(MimeBundle.HTML));
    }

    private Table table() {
        Table.Builder table =
                Table.titled(mode.name() + ": " + mode.summary()).left("property", "value");
        table.row("operands", resolution.resolved().operands());
        if (scaled()) {
            table.row(
                    "scale",
                    format.block() == 0
                            ? "one for each row of the left operand and column of the right one"
                            : "one for each %d values along the summed dimension"
                                    .formatted(format.block()));
        } else {
            bits(table);
        }
        table.row("sums", "kept in " + Bits.sums(resolution.resolved()));
        Device device = resolution.device();
        table.row(
                device.equals(Device.CPU) ? "on this cpu" : "on " + device.name(),
                resolution.how());
        for (long k : new long[] {256, 1024, 4096}) {
            table.row(
                    "predicted error, %s terms".formatted(Figures.count(k)),
                    Figures.error(resolution.resolved().expectedError(k)));
        }
        if (!mode.aliases().isEmpty()) {
            table.row("also known as", String.join(", ", mode.aliases()));
        }
        return table.build();
    }

    private void bits(Table.Builder table) {
        table.row("format", format.name() + ": " + Bits.counts(format));
        table.row(
                "range",
                "%s to %s; below that fewer bits, down to %s"
                        .formatted(
                                short3(Bits.smallestNormal(format)),
                                short3(format.largest()),
                                short3(Bits.smallest(format))));
        table.row(
                "epsilon",
                "%s (from 1 to the next number); rounding changes a number by at most %s of it"
                        .formatted(
                                Figures.error(Bits.epsilon(format)),
                                Figures.error(format.unitRoundoff())));
        if (format instanceof BinaryFormat binary) {
            table.row("rounding", binary.rounding().words());
        }
        if (!format.roundsNothing()) {
            table.row("0.1 becomes", kept(0.1f));
            table.row("1000.1 becomes", kept(1000.1f));
            table.row("100,000 becomes", kept(100_000f));
        }
    }

    private String kept(float value) {
        float rounded = format.round(value);
        if (Float.isInfinite(rounded)) {
            return "infinity: out of range";
        }
        String text =
                new BigDecimal(rounded)
                        .round(new MathContext(9, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toPlainString();
        double error = Math.abs(rounded - (double) value) / value;
        return error == 0
                ? text + ", exactly"
                : text + " (off by " + Figures.error(error) + " of it)";
    }

    private static String short3(double value) {
        return value >= 1e-3 && value < 1e6
                ? new BigDecimal(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString()
                : Figures.error(value);
    }
}
