package dev.mantissa.lib.format;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The oracle for f16 arithmetic: the exact result is compared with values of the format in decimals
 * of any length, never computed.
 */
final class ExactHalf {
    private static final ValueTable TABLE = new ValueTable(5, 10, Rounding.NEAREST_EVEN);
    private static final double[] VALUES = TABLE.values();
    private static final double OVERFLOW = 65_536;

    private ExactHalf() {}

    /** The magnitude of an exact result, of which only comparisons are known. */
    private interface Magnitude {
        int compareTo(BigDecimal candidate);
    }

    /** The f16 value that comes out; NaN and infinities as in IEEE 754. */
    static float result(String operation, Rounding rounding, double... x) {
        double a = x[0];
        double b = x.length > 1 ? x[1] : 0;
        double c = x.length > 2 ? x[2] : 0;
        double near =
                switch (operation) {
                    case "add" -> a + b;
                    case "sub" -> a - b;
                    case "mul" -> a * b;
                    case "div" -> a / b;
                    case "mulAdd" -> a * b + c;
                    case "sqrt" -> Math.sqrt(a);
                    default -> throw new IllegalArgumentException(operation);
                };
        boolean special = Arrays.stream(x).anyMatch(v -> !Double.isFinite(v));
        // In f64 the sign of an exact zero and every special value are right already.
        if (special || !Double.isFinite(near) || near == 0) {
            return (float) near;
        }
        float magnitude = rounded(magnitude(operation, a, b, c), rounding);
        return near < 0 ? -magnitude : magnitude;
    }

    private static Magnitude magnitude(String operation, double a, double b, double c) {
        BigDecimal left = new BigDecimal(a);
        BigDecimal right = new BigDecimal(b);
        return switch (operation) {
            case "add" -> left.add(right).abs()::compareTo;
            case "sub" -> left.subtract(right).abs()::compareTo;
            case "mul" -> left.multiply(right).abs()::compareTo;
            case "mulAdd" -> left.multiply(right).add(new BigDecimal(c)).abs()::compareTo;
            case "div" -> candidate -> left.abs().compareTo(candidate.multiply(right.abs()));
            default -> candidate -> left.compareTo(candidate.multiply(candidate));
        };
    }

    private static float rounded(Magnitude exact, Rounding rounding) {
        int low = 0;
        int high = VALUES.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (exact.compareTo(new BigDecimal(VALUES[middle])) >= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        boolean last = low == VALUES.length - 1;
        double above = last ? OVERFLOW : VALUES[low + 1];
        int toMiddle = exact.compareTo(new BigDecimal((VALUES[low] + above) / 2));
        boolean up =
                switch (rounding) {
                    case TOWARD_ZERO -> false;
                    case NEAREST_AWAY -> toMiddle >= 0;
                    case NEAREST_EVEN -> toMiddle > 0 || toMiddle == 0 && (low & 1) == 1;
                    case STOCHASTIC -> throw new IllegalStateException("no oracle knows chance");
                };
        if (!up) {
            return (float) VALUES[low];
        }
        return last ? Float.POSITIVE_INFINITY : (float) above;
    }
}
