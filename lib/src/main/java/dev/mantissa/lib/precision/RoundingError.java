package dev.mantissa.lib.precision;

/**
 * What rounding does to an operand, relative to its norm: it becomes gain times itself and noise
 * that has nothing to do with it. Truncation makes every value smaller, so that its gain is below 1
 * and errors of both operands of a product go the same way.
 */
record RoundingError(double gain, double noise) {
    static final RoundingError NONE = new RoundingError(1, 0);

    /**
     * @param square mean square of the error
     * @param along mean of the error times the value
     */
    static RoundingError of(double square, double along) {
        return new RoundingError(1 + along, Math.sqrt(Math.max(0, square - along * along)));
    }

    /** Of one operand whose other is not rounded. */
    double size() {
        return Math.hypot(1 - gain, noise);
    }

    /** Relative error of the product of two operands. */
    double product(RoundingError other) {
        double lost = 1 - gain * other.gain;
        double left = noise * other.gain;
        double right = gain * other.noise;
        return Math.hypot(Math.hypot(lost, noise * other.noise), Math.hypot(left, right));
    }
}
