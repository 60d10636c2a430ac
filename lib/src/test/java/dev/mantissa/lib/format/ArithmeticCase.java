package dev.mantissa.lib.format;

import java.util.Arrays;
import java.util.Map;

/**
 * One operation on bit patterns and the bits that must come out: a line of a vector file. Functions
 * and roundings have the names that Berkeley TestFloat gives them.
 *
 * @param function "f16_mulAdd", "f32_to_f16"
 */
record ArithmeticCase(String function, Rounding rounding, long[] operands, long result) {
    /** TestFloat's names. */
    static final Map<String, Rounding> ROUNDINGS =
            Map.of(
                    "near_even", Rounding.NEAREST_EVEN,
                    "near_maxMag", Rounding.NEAREST_AWAY,
                    "minMag", Rounding.TOWARD_ZERO);

    /**
     * @param words operands and result in hexadecimal, and what may follow them
     */
    static ArithmeticCase of(String function, String rounding, String... words) {
        int count = operands(function);
        long[] operands = new long[count];
        Arrays.setAll(operands, i -> Long.parseUnsignedLong(words[i], 16));
        return new ArithmeticCase(
                function,
                ROUNDINGS.get(rounding),
                operands,
                Long.parseUnsignedLong(words[count], 16));
    }

    private static int operands(String function) {
        String operation = function.substring(function.indexOf('_') + 1);
        return switch (operation) {
            case "add", "sub", "mul", "div" -> 2;
            case "mulAdd" -> 3;
            default -> 1;
        };
    }

    /** Bit for bit, but that all NaN are one. */
    boolean isRight() {
        long was = computed();
        String type = function.contains("_to_") ? function.replaceAll(".*_", "") : type();
        return was == result || isNan(type, was) && isNan(type, result);
    }

    private String type() {
        return function.substring(0, function.indexOf('_'));
    }

    private static boolean isNan(String type, long bits) {
        return Double.isNaN(decode(type, bits));
    }

    static double decode(String type, long bits) {
        return switch (type) {
            case "f16" -> Float.float16ToFloat((short) bits);
            case "bf16" -> Float.intBitsToFloat((int) bits << 16);
            case "f32" -> Float.intBitsToFloat((int) bits);
            case "f64" -> Double.longBitsToDouble(bits);
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }

    /** Of a value of that format. */
    private static long encode(NumberFormat format, double value) {
        BitPattern bits = BitPattern.of(format, value);
        long code = Long.parseUnsignedLong(bits.exponentBits() + bits.fractionBits(), 2);
        long sign = 1L << format.exponentBits() + format.mantissaBits();
        return bits.negative() ? code | sign : code;
    }

    private static long half(float value) {
        return Float.floatToFloat16(value) & 0xffff;
    }

    /** What the library makes of the operands. */
    long computed() {
        double[] x = new double[operands.length];
        Arrays.setAll(x, i -> decode(type(), operands[i]));
        BinaryFormat f16 = F16.FORMAT.with(rounding);
        return switch (function) {
            case "f16_to_f32", "bf16_to_f32" -> encode(F32.FORMAT, x[0]);
            case "f16_to_f64" -> encode(F64.FORMAT, x[0]);
            case "f32_to_f16" -> half(f16.round((float) x[0]));
            case "f64_to_f16" -> half(f16.round(x[0]));
            case "f32_to_bf16" ->
                    Float.floatToRawIntBits(Bf16.FORMAT.with(rounding).round((float) x[0])) >>> 16;
            default ->
                    function.startsWith("f32")
                            ? Float.floatToIntBits(ofFloats(x)) & 0xffff_ffffL
                            : half(ofHalves(new FormatArithmetic(f16), x));
        };
    }

    private float ofHalves(FormatArithmetic f16, double[] x) {
        float a = (float) x[0];
        return switch (function) {
            case "f16_add" -> f16.add(a, (float) x[1]);
            case "f16_sub" -> f16.subtract(a, (float) x[1]);
            case "f16_mul" -> f16.multiply(a, (float) x[1]);
            case "f16_div" -> f16.divide(a, (float) x[1]);
            case "f16_mulAdd" -> f16.fusedMultiplyAdd(a, (float) x[1], (float) x[2]);
            case "f16_sqrt" -> f16.squareRoot(a);
            default -> throw new IllegalArgumentException("unknown function " + function);
        };
    }

    /** The arithmetic of f32 that engines use: Java's own. */
    private float ofFloats(double[] x) {
        float a = (float) x[0];
        return switch (function) {
            case "f32_add" -> a + (float) x[1];
            case "f32_sub" -> a - (float) x[1];
            case "f32_mul" -> a * (float) x[1];
            case "f32_div" -> a / (float) x[1];
            case "f32_mulAdd" -> Math.fma(a, (float) x[1], (float) x[2]);
            case "f32_sqrt" -> (float) Math.sqrt(a);
            default -> throw new IllegalArgumentException("unknown function " + function);
        };
    }

    @Override
    public String toString() {
        return "%s %s %s: expected %X, was %X"
                .formatted(
                        function,
                        rounding,
                        Arrays.stream(operands).mapToObj(Long::toHexString).toList(),
                        result,
                        computed());
    }
}
