package dev.mantissa.lib;

import java.util.Locale;
import java.util.function.LongToDoubleFunction;

/**
 * How far measured values are from reference values, which are f64 or exact.
 *
 * <p>Two NaN, or two infinities of one sign, agree and enter no figure. Any other pair with a NaN
 * or an infinity is a mismatch: then the errors are infinite and nothing passes. If the reference
 * is zero throughout, the relative error is 0 where the measured values are zero too, else
 * infinite.
 *
 * @param elements pairs that were compared
 * @param relativeFrobenius ‖measured - reference‖ / ‖reference‖ in the Frobenius norm
 * @param maxAbsolute largest |measured - reference|
 * @param maxUlp largest distance in f32 steps, from the f32 nearest to the reference; the largest
 *     long for a mismatch
 * @param cosine of the angle between the two; 1 if both are zero, 0 if one is
 * @param mismatches pairs of which one or both are not finite and which do not agree
 * @param bound largest relative error that passes; infinity if any does
 */
public record ErrorReport(
        long elements,
        double relativeFrobenius,
        double maxAbsolute,
        long maxUlp,
        double cosine,
        long mismatches,
        double bound) {

    /** Compares element by element, with no bound. */
    public static ErrorReport of(
            LongToDoubleFunction measured, LongToDoubleFunction reference, long elements) {
        return of(measured, reference, elements, Double.POSITIVE_INFINITY);
    }

    /**
     * Compares element by element.
     *
     * @param measured value by index; each is asked for twice
     * @param reference value by index; each is asked for twice
     */
    public static ErrorReport of(
            LongToDoubleFunction measured,
            LongToDoubleFunction reference,
            long elements,
            double bound) {
        return new Comparison(measured, reference, elements).report(bound);
    }

    /** Compares two arrays of one length. */
    public static ErrorReport of(float[] measured, double[] reference, double bound) {
        if (measured.length != reference.length) {
            throw new UsageException(
                    "error report: %d measured values do not fit %d reference values; give as many of each"
                            .formatted(measured.length, reference.length));
        }
        return of(i -> measured[(int) i], i -> reference[(int) i], measured.length, bound);
    }

    /** The same figures judged by another bound. */
    public ErrorReport within(double newBound) {
        return new ErrorReport(
                elements, relativeFrobenius, maxAbsolute, maxUlp, cosine, mismatches, newBound);
    }

    /** True if the relative error is at most the bound and no pair is a mismatch. */
    public boolean pass() {
        return mismatches == 0 && relativeFrobenius <= bound;
    }

    /** Squared error relative to the squared reference: the normalised mean square error. */
    public double nmse() {
        return relativeFrobenius * relativeFrobenius;
    }

    /** Signal-to-noise ratio in decibels: 20 more is a tenth of the error; infinite without any. */
    public double snrDecibels() {
        return -20 * Math.log10(relativeFrobenius);
    }

    @Override
    public String toString() {
        String verdict =
                Double.isInfinite(bound)
                        ? ""
                        : "  (%s: bound %.3g)".formatted(pass() ? "pass" : "FAIL", bound);
        String ulp = maxUlp == Long.MAX_VALUE ? "not comparable" : String.valueOf(maxUlp);
        String text =
                """
                relative error  %.3g%s
                largest error   %.3g
                largest ulp     %s
                cosine          %.9f
                elements        %d\
                """;
        String facts =
                String.format(
                        Locale.ROOT,
                        text,
                        relativeFrobenius,
                        verdict,
                        maxAbsolute,
                        ulp,
                        cosine,
                        elements);
        return mismatches == 0
                ? facts
                : facts
                        + "\nNaN or Inf      %d do not agree with the reference"
                                .formatted(mismatches);
    }
}
