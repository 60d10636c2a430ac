package dev.mantissa.lib.format;

/**
 * Arithmetic of a format: the exact result of each operation, rounded once, as the format rounds.
 * Operands must be values of the format; what comes of others is not defined. Special values and
 * signs of zero are those of IEEE 754, and a NaN is any NaN.
 *
 * <p>f64 holds a product of two values exactly. Where it does not hold a result, the neighbour
 * whose last bit is odd stands for it ("round to odd": Boldo and Melquiond 2008). That is never
 * half way between two values of a narrower format, so the rounding that follows is the only one.
 * Arithmetic in f32 that is rounded to f16 afterwards has no such care, and rounds some sums twice.
 *
 * @param format at most 22 mantissa bits
 */
public record FormatArithmetic(BinaryFormat format) {
    /** a + b. */
    public float add(float a, float b) {
        return format.round(sum(a, b));
    }

    /** a - b. */
    public float subtract(float a, float b) {
        return format.round(sum(a, -(double) b));
    }

    /** a · b. */
    public float multiply(float a, float b) {
        return format.round((double) a * b);
    }

    /** a · b + c, rounded once. */
    public float fusedMultiplyAdd(float a, float b, float c) {
        return format.round(sum((double) a * b, c));
    }

    /** a / b. */
    public float divide(float a, float b) {
        double quotient = (double) a / b;
        double rest = Math.fma(-quotient, b, a);
        return format.round(odd(quotient, b < 0 ? -rest : rest));
    }

    /** √a; NaN of a negative value. */
    public float squareRoot(float a) {
        double root = Math.sqrt(a);
        return format.round(odd(root, Math.fma(-root, root, a)));
    }

    /** The sum rounded to odd. What rounding to nearest lost is found exactly (Knuth's two-sum). */
    private static double sum(double a, double b) {
        double sum = a + b;
        double shareOfB = sum - a;
        double lost = a - (sum - shareOfB) + (b - shareOfB);
        return odd(sum, lost);
    }

    /**
     * The neighbour of an exact value whose last bit is odd, or the value itself.
     *
     * @param nearest the exact value rounded to nearest
     * @param rest of the sign of what is left of the exact value
     */
    private static double odd(double nearest, double rest) {
        boolean exact = rest == 0 || Double.isNaN(rest) || Math.abs(nearest) > Double.MAX_VALUE;
        if (exact || (Double.doubleToRawLongBits(nearest) & 1) == 1) {
            return nearest;
        }
        return rest > 0 ? Math.nextUp(nearest) : Math.nextDown(nearest);
    }
}
