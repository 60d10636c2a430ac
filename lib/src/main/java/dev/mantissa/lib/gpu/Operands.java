package dev.mantissa.lib.gpu;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import dev.mantissa.lib.precision.Resolution;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a product is asked to multiply, as far as hardware is concerned.
 *
 * @param name of the mode or operand format: "bf16x3", "nvfp4", "e4m6"
 * @param format that hardware has to multiply for it: "bf16"; "" if none would do
 * @param exponentBits that a wider format needs at least to hold every value; 8 where scales give
 *     the values f32's range
 * @param mantissaBits explicitly stored bits that hold every value
 * @param error expected relative error of a product with 1,024 terms per sum, N(0,1) operands
 */
public record Operands(
        String name, String format, int exponentBits, int mantissaBits, double error) {
    private static final Pattern ANY_FLOAT = Pattern.compile("e(\\d)m(\\d{1,2})");

    /** Modes that add up several products of parts: "bf16x3". */
    private static final Pattern SPLIT = Pattern.compile("(bf16|tf32|f16)x\\d+");

    /** √(2 · E[4^j] / 12): see the error model of the precision modes. */
    private static final double SPACING = 0.3007;

    /** Formats of hardware with the errors of both operands rounded; a mode of that name wins. */
    private static final List<Operands> HARDWARE =
            List.of(
                    hardware("f8e4m3", 4, 3, 3.75e-2),
                    hardware("f8e5m2", 5, 2, 7.5e-2),
                    hardware("mxfp8", 8, 3, 4.16e-2),
                    hardware("mxfp4", 8, 1, 1.61e-1),
                    hardware("nvfp4", 8, 4, 1.34e-1),
                    hardware("int8", 8, 7, 1.2e-2),
                    hardware("int4", 8, 3, 1.7e-1),
                    hardware("int1", 8, 0, 0.86));

    public Operands {
        if (isInteger(name)) {
            exponentBits = 8;
        }
    }

    /** What a mode that is no level multiplies. */
    public static Operands of(Precision mode) {
        NumberFormat format = mode.operandFormat();
        Optional<Operands> known = known(base(mode.name()));
        return new Operands(
                mode.name(),
                format(mode),
                known.map(Operands::exponentBits).orElseGet(format::exponentBits),
                known.map(Operands::mantissaBits).orElseGet(format::mantissaBits),
                mode.expectedError(Resolution.TYPICAL_TERMS));
    }

    /**
     * The mode or format of that name in any case: a mode that is no level, a format of hardware,
     * or any {@code eXmY} within f32.
     */
    public static Optional<Operands> find(String name) {
        String low = name.strip().toLowerCase(Locale.ROOT);
        Optional<Precision> mode = Precisions.find(low);
        if (mode.isPresent()) {
            return mode.filter(m -> m.on(Device.CPU).equals(m)).map(Operands::of);
        }
        return known(low).or(() -> anyFloat(low));
    }

    /** Names of the formats that hardware has, widest first. */
    public static List<String> hardware() {
        return Stream.concat(
                        Stream.of("f64", "f32", "tf32", "bf16", "f16"),
                        HARDWARE.stream().map(Operands::name))
                .toList();
    }

    /** True for integers and the one-bit format, whose sums are integers. */
    boolean isInteger() {
        return isInteger(name);
    }

    private static boolean isInteger(String name) {
        return name.startsWith("int") || name.startsWith("ternary");
    }

    private static Optional<Operands> known(String name) {
        return HARDWARE.stream().filter(operands -> operands.name.equals(name)).findFirst();
    }

    /** By the mode's name where it says all, else its operands, if hardware keeps such sums. */
    private static String format(Precision mode) {
        String name = base(mode.name());
        Matcher split = SPLIT.matcher(name);
        if (split.matches()) {
            return split.group(1);
        }
        if (name.equals("f8hybrid")) {
            return "f8e4m3";
        }
        if (hardware().contains(name)) {
            return name;
        }
        String operands = mode.operandFormat().name();
        boolean sumsAreHardware =
                switch (mode.accumulation().name()) {
                    case "F32", "F64" -> true;
                    default -> isInteger(name) || operands.equals("f16");
                };
        return sumsAreHardware ? operands : "";
    }

    /** Without the group after a colon: "int4" of "int4:g32". */
    private static String base(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static Operands hardware(
            String name, int exponentBits, int mantissaBits, double error) {
        return new Operands(name, name, exponentBits, mantissaBits, error);
    }

    private static Optional<Operands> anyFloat(String name) {
        Matcher matcher = ANY_FLOAT.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            NumberFormat format =
                    BinaryFormat.of(
                            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            double error = SPACING * Math.scalb(1.0, -format.mantissaBits());
            return Optional.of(
                    new Operands(name, "", format.exponentBits(), format.mantissaBits(), error));
        } catch (UsageException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
