package dev.mantissa.lib.range;

import dev.mantissa.lib.precision.Operation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An operation whose result has Inf or NaN.
 *
 * @param operation which, and where in a network
 * @param mode in force for it
 * @param output which of its results, from 0
 * @param result what that result holds
 * @param index of the first element that is not finite, row-major
 * @param value of that element
 * @param operands what it was computed from
 */
public record NanFinding(
        Operation operation,
        String mode,
        int output,
        ArrayRange result,
        List<Long> index,
        double value,
        List<ArrayRange> operands) {

    public NanFinding {
        index = List.copyOf(index);
        operands = List.copyOf(operands);
    }

    /** True if an operand was infinite or NaN already: it began elsewhere, or before. */
    public boolean cameIn() {
        return operands.stream().anyMatch(o -> o.nans() + o.infinities() > 0);
    }

    /** What happened, in one sentence for a person. */
    public String sentence() {
        return "'%s'%s gives %s at %s of its result %s, in mode %s; %s."
                .formatted(
                        operation.name(),
                        RangeLedger.where(operation),
                        Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf",
                        index,
                        result.shape(),
                        mode,
                        cameIn()
                                ? "it came in with " + culprits()
                                : "its operands are finite: "
                                        + operands.stream()
                                                .map(ArrayRange::text)
                                                .collect(Collectors.joining(", ")));
    }

    private String culprits() {
        return operands.stream()
                .filter(o -> o.nans() + o.infinities() > 0)
                .map(ArrayRange::text)
                .collect(Collectors.joining(", "));
    }

    /**
     * What an array holds.
     *
     * @param name "operand 0", "weights of layer 1"
     * @param shape as ND4J and tensors write it
     * @param least of its finite elements; NaN if there is none
     * @param most of its finite elements; NaN if there is none
     */
    public record ArrayRange(
            String name, String shape, double least, double most, long nans, long infinities) {
        private static final MathContext FOUR_DIGITS = new MathContext(4);

        /** Of these elements. */
        public static ArrayRange of(String name, long[] shape, double[] values) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            long nans = 0;
            long infinities = 0;
            for (double v : values) {
                nans += Double.isNaN(v) ? 1 : 0;
                infinities += Double.isInfinite(v) ? 1 : 0;
                if (Double.isFinite(v)) {
                    least = Math.min(least, v);
                    most = Math.max(most, v);
                }
            }
            boolean none = least > most;
            return new ArrayRange(
                    name,
                    Arrays.toString(shape),
                    none ? Double.NaN : least,
                    none ? Double.NaN : most,
                    nans,
                    infinities);
        }

        /** Of the elements of both together. */
        public ArrayRange with(ArrayRange more) {
            return new ArrayRange(
                    name,
                    shape,
                    Double.isNaN(least) ? more.least : Math.min(least, orElse(more.least, least)),
                    Double.isNaN(most) ? more.most : Math.max(most, orElse(more.most, most)),
                    nans + more.nans,
                    infinities + more.infinities);
        }

        private static double orElse(double value, double other) {
            return Double.isNaN(value) ? other : value;
        }

        /** "operand 0 [2, 3] from -1.5 to 2 with 1 NaN". */
        public String text() {
            String finite =
                    Double.isNaN(least)
                            ? "without a finite element"
                            : "from %s to %s".formatted(figure(least), figure(most));
            String bad =
                    (nans > 0 ? " with %,d NaN".formatted(nans) : "")
                            + (infinities > 0 ? " with %,d Inf".formatted(infinities) : "");
            return name + " " + shape + " " + finite + bad;
        }

        /** Four digits. */
        private static String figure(double value) {
            BigDecimal rounded = new BigDecimal(value, FOUR_DIGITS).stripTrailingZeros();
            double magnitude = Math.abs(value);
            boolean plain = magnitude == 0 || magnitude >= 1e-4 && magnitude < 1e7;
            return plain ? rounded.toPlainString() : rounded.toString();
        }
    }
}
