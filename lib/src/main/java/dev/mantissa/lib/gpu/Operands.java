package dev.mantissa.lib.gpu;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Fallback;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.precision.Splitting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a product is asked to multiply, as far as hardware is concerned.
 *
 * @param name of the mode or format: "bf16x3", "nvfp4", "w4a4"
 * @param format that hardware has to multiply for it: "bf16"; "" if none would do
 * @param exponentBits that a wider format needs at least to hold every value; 8 where scales give
 *     the values f32's range
 * @param mantissaBits explicitly stored bits that hold every value
 * @param error expected relative error of a product with 1,024 terms per sum, N(0,1) operands
 */
public record Operands(
        String name, String format, int exponentBits, int mantissaBits, double error) {
    /** Both operands in so few bits: what integer tensor cores multiply, and no mode. */
    private static final List<Operands> NO_MODES =
            List.of(
                    new Operands("w4a4", "w4a4", 8, 3, 1.7e-1),
                    new Operands("w1a1", "w1a1", 8, 0, 0.86));

    private static final List<String> HARDWARE =
            List.of(
                    "f64", "f32", "tf32", "bf16", "f16", "f8e4m3", "f8e5m2", "mxfp8", "mxfp4",
                    "nvfp4", "int8", "w4a4", "w1a1");

    /** What a mode that is no level multiplies. */
    public static Operands of(Precision mode) {
        NumberFormat left = mode.operandFormat();
        NumberFormat right = mode.rightFormat();
        return new Operands(
                mode.name(),
                format(mode),
                Fallback.exponentBits(mode),
                Math.max(left.mantissaBits(), right.mantissaBits()),
                mode.expectedError(Resolution.TYPICAL_TERMS));
    }

    /**
     * The mode or format of that name in any case, if there is one: a mode that is no level, or a
     * format of hardware.
     *
     * @throws dev.mantissa.lib.UsageException if it is a mode with numbers out of range
     */
    public static Optional<Operands> find(String name) {
        String low = name.strip().toLowerCase(Locale.ROOT);
        return NO_MODES.stream()
                .filter(operands -> operands.name.equals(low))
                .findFirst()
                .or(() ->
                        Precisions.find(low)
                                .filter(mode -> mode.on(Device.CPU).equals(mode))
                                .map(Operands::of));
    }

    /** Names of the formats that hardware has, widest first. */
    public static List<String> hardware() {
        return HARDWARE;
    }

    /** True where both operands are integers, and so are the sums. */
    boolean isInteger() {
        return format.equals("int8") || format.equals("w4a4") || format.equals("w1a1");
    }

    private static String format(Precision mode) {
        if (mode.tensorCores() != null) {
            return "";
        }
        Splitting splitting = mode.splitting();
        if (splitting != null) {
            return splitting.part().name();
        }
        String left = mode.operandFormat().name();
        if (!left.equals(mode.rightFormat().name())) {
            return "";
        }
        boolean sums =
                switch (mode.accumulation()) {
                    case F32, F64 -> true;
                    case F32_SEQUENTIAL -> left.equals("f32");
                    case F16 -> left.equals("f16");
                    case BF16 -> false;
                };
        return sums ? left : "";
    }

    @Override
    public String toString() {
        return name;
    }
}
