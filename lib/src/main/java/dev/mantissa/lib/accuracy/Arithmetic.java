package dev.mantissa.lib.accuracy;

/**
 * How exactly products were computed, apart from what quantising the weights did: against f64
 * products with the same packed weights, read one by one.
 *
 * @param error relative, Frobenius norm; of the worst product
 * @param most what rounding may explain
 * @param source where {@code most} comes from
 */
public record Arithmetic(double error, double most, String source) {
    private static final double F32_ROUNDING = 0x1p-24;

    /** The bound for f32 sums of {@code k} terms: k + 1 roundings of 2^-24 each (Higham). */
    static double f32Bound(long k) {
        return (k + 1) * F32_ROUNDING;
    }

    public boolean pass() {
        return error <= most;
    }

    /** The one that uses up more of what it may. */
    Arithmetic worse(Arithmetic other) {
        return other.error() / other.most() > error / most || Double.isNaN(other.error())
                ? other
                : this;
    }
}
