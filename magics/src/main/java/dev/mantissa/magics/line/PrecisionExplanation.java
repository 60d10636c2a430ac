package dev.mantissa.magics.line;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.precision.Splitting;
import dev.mantissa.lib.precision.TensorCores;
import dev.mantissa.magics.table.Figures;
import dev.mantissa.magics.table.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

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
        if (format.exponentBits() == 0) {
            return both;
        }
        String picture = "<p><b>" + drawn() + "</b></p>" + Bits.html(format);
        return MimeBundle.text(Bits.text(format) + "\n" + both.plain())
                .with(MimeBundle.HTML, picture + both.data().get(MimeBundle.HTML));
    }

    /** Of what the bits are. */
    private String drawn() {
        return scaled() ? "one element of " + format.name() : format.name();
    }

    private Table table() {
        Precision resolved = resolution.resolved();
        Table.Builder table =
                Table.titled(mode.name() + ": " + mode.summary()).left("property", "value");
        table.row("operands", resolved.operands());
        if (scaled()) {
            scaledBits(table);
        } else {
            bits(table);
        }
        table.row("sums", sums(resolved));
        Device device = resolution.device();
        table.row(
                device.equals(Device.CPU) ? "on this cpu" : "on " + device.name(),
                resolution.how());
        if (resolved.tensorCores() == null) {
            table.row("on GPUs", NativeGpus.of(mode));
        }
        String errors =
                LongStream.of(256, 1024, 4096)
                        .mapToObj(k ->
                                "%s (%s terms)"
                                        .formatted(
                                                Figures.error(resolved.expectedError(k)),
                                                Figures.count(k)))
                        .collect(Collectors.joining(", "));
        table.row("predicted error", errors);
        if (!mode.aliases().isEmpty()) {
            table.row("also known as", String.join(", ", mode.aliases()));
        }
        String sources = sources(resolved);
        if (!sources.isEmpty()) {
            table.row("sources", sources);
        }
        return table.build();
    }

    private String sources(Precision resolved) {
        List<String> all = new ArrayList<>();
        all.add(format.definedIn());
        if (resolved.splitting() != null) {
            all.add("sums of narrow terms: Henry, Tang and Heinecke, arXiv 1904.06376");
        }
        if (resolved.tensorCores() != null) {
            all.add("tensor cores: arXiv 2511.10909, arXiv 2512.07004");
        }
        return all.stream().filter(s -> !s.isEmpty()).collect(Collectors.joining("; "));
    }

    /** "kept in f32"; how tensor cores that are emulated add. */
    private static String sums(Precision mode) {
        TensorCores cores = mode.tensorCores();
        if (cores == null) {
            return "kept in " + Bits.sums(mode);
        }
        String promotion =
                cores.promote() == 0 ? "" : "; into f32 every %d terms".formatted(cores.promote());
        return switch (cores) {
            case TensorCores.Values(var sum, var kind, int promote) ->
                    "%d terms at a time, each cut %d bits below the largest exponent among them"
                                    .formatted(sum.terms(), sum.fractionBits())
                            + promotion;
            case TensorCores.Blocks(var sum, var blocks, int promote) ->
                    "%d terms at a time; groups of %d exactly, then each cut %d bits below the largest exponent among them"
                                    .formatted(sum.terms(), sum.group(), sum.fractionBits())
                            + promotion;
        };
    }

    private void scaledBits(Table.Builder table) {
        if (format.exponentBits() > 0) {
            table.row("one element", Bits.counts(format));
        }
        boolean weights = resolution.resolved().operandFormat().roundsNothing();
        String vectors =
                weights
                        ? "one for each column of the right operand"
                        : "one for each row of the left operand and column of the right one";
        table.row(
                "scale",
                format.block() == 0
                        ? vectors
                        : "one for each %d values along the summed dimension"
                                .formatted(format.block()));
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
