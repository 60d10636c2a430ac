package dev.mantissa.lib;

import java.util.function.LongToDoubleFunction;

/** The sums behind an {@link ErrorReport}. */
final class Comparison {
    private final LongToDoubleFunction measured;
    private final LongToDoubleFunction reference;
    private final long elements;

    private double errorSquares;
    private double referenceSquares;
    private double measuredSquares;
    private double products;
    private double maxAbsolute;
    private long maxUlp;
    private long mismatches;

    Comparison(LongToDoubleFunction measured, LongToDoubleFunction reference, long elements) {
        this.measured = measured;
        this.reference = reference;
        this.elements = elements;
    }

    ErrorReport report(double bound) {
        double scale = scale();
        for (long i = 0; i < elements; i++) {
            add(measured.applyAsDouble(i), reference.applyAsDouble(i), scale);
        }
        if (mismatches > 0) {
            double infinite = Double.POSITIVE_INFINITY;
            return new ErrorReport(
                    elements, infinite, infinite, Long.MAX_VALUE, cosine(), mismatches, bound);
        }
        return new ErrorReport(elements, relative(), maxAbsolute, maxUlp, cosine(), 0, bound);
    }

    /** A power of two that keeps the squares of the largest and of the usual values in range. */
    private double scale() {
        double largest = 0;
        for (long i = 0; i < elements; i++) {
            largest = Math.max(largest, finite(measured.applyAsDouble(i)));
            largest = Math.max(largest, finite(reference.applyAsDouble(i)));
        }
        return largest == 0
                ? 1
                : Math.scalb(1.0, -Math.clamp(Math.getExponent(largest), -1000, 1000));
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? Math.abs(value) : 0;
    }

    private void add(double value, double expected, double scale) {
        if (!Double.isFinite(value) || !Double.isFinite(expected)) {
            mismatches += Double.compare(value, expected) == 0 ? 0 : 1;
            return;
        }
        double error = value * scale - expected * scale;
        errorSquares += error * error;
        referenceSquares += expected * scale * (expected * scale);
        measuredSquares += value * scale * (value * scale);
        products += value * scale * (expected * scale);
        maxAbsolute = Math.max(maxAbsolute, Math.abs(value - expected));
        maxUlp = Math.max(maxUlp, Math.abs(ordinal((float) value) - ordinal((float) expected)));
    }

    /** Position of a float among all floats in ascending order; both zeros are 0. */
    private static long ordinal(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits < 0 ? -(long) (bits & 0x7fff_ffff) : bits;
    }

    private double relative() {
        if (referenceSquares == 0) {
            return errorSquares == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.sqrt(errorSquares) / Math.sqrt(referenceSquares);
    }

    private double cosine() {
        if (referenceSquares == 0 || measuredSquares == 0) {
            return referenceSquares == measuredSquares ? 1 : 0;
        }
        return products / (Math.sqrt(referenceSquares) * Math.sqrt(measuredSquares));
    }
}
